/** A part of what an installer leaves is not broken: whatever is left out is unproven or absent, on every distribution. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judge, read } from '../audit.ts'
import type { InputFile } from '../encoding/input.ts'
import { isUnpackFault, unpack } from '../encoding/unpack.ts'

const folder = join(import.meta.dirname, '../testing/distributions')
const AT = Date.parse('2026-06-15T12:00:00Z') / 1000

async function filesOf(name: string): Promise<InputFile[]> {
  const files: InputFile[] = []
  for await (const items of unpack([{ path: 'x.tgz', bytes: new Uint8Array(readFileSync(join(folder, `${name}.tar.gz`))) }]))
    for (const item of items)
      if (!isUnpackFault(item) && item.directory !== true)
        files.push({ path: item.path, bytes: item.bytes, ...(item.linkTarget === null ? {} : { linkTarget: item.linkTarget }) })
  return files
}

/** Parts people drop, by what is kept; `cut` takes a prefix off, as when a folder is dropped by itself. */
const PARTS: readonly { readonly part: string; readonly keep: RegExp; readonly cut?: RegExp }[] = [
  { part: 'only /etc', keep: /(^|\/)etc\// },
  { part: 'only /etc/kubernetes, by itself', keep: /(^|\/)etc\/kubernetes\//, cut: /^.*?etc\// },
  { part: 'only /var', keep: /(^|\/)var\// },
  { part: 'no private keys', keep: /(?<!\.key|-key\.pem)$/ },
  { part: 'only certificates and keys', keep: /\.(crt|key|pem|pub)$/ },
  { part: 'only certificates', keep: /\.(crt|pem)$/ },
  { part: 'only kubeconfigs', keep: /(\.conf|kubeconfig[^/]*|\.kubeconfig|k3s\.yaml|rke2\.yaml|\.config)$/ },
  { part: 'only manifests and configuration', keep: /(\.ya?ml|\.manifest|\.service|\.env|\.conf|args\/[^/]+|config)$/ },
  { part: 'no kubelet', keep: /^(?!.*kubelet)/ },
  { part: 'no etcd', keep: /^(?!.*etcd)/ },
  { part: 'only the agent', keep: /(^|\/)(agent|node-\d|worker[^/]*)\// },
]

describe.each(readdirSync(folder).map((file) => file.replace('.tar.gz', '')))('%s', (name) => {
  test.each(PARTS)('$part', async ({ keep, cut }) => {
    const kept = (await filesOf(name))
      .filter(({ path }) => keep.test(path))
      .map((file) => (cut === undefined ? file : { ...file, path: file.path.replace(cut, '') }))
    const { calls, findings } = judge(await read(kept), { at: AT })
    expect(calls.filter(({ status }) => status === 'broken').map(({ edge, serverName }) => `${edge} ${serverName ?? ''}`)).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  test('without private keys as much is trusted as with them, but for who signs tokens', async () => {
    const files = await filesOf(name)
    const trusted = async (kept: readonly InputFile[]): Promise<readonly string[]> =>
      judge(await read(kept), { at: AT }).calls.flatMap(({ number, edge, status, serverName }) =>
        status === 'trusted' && number !== 12 ? [`${edge} ${serverName ?? ''}`] : [],
      )
    // Files that hold a certificate and its key, as a kubelet's, stay.
    const keyless = files.filter(
      ({ path, bytes }) => !(/(\.key|-key\.pem)$/.test(path) && !new TextDecoder().decode(bytes).includes('CERTIFICATE')),
    )
    expect(keyless.length).toBeLessThan(files.length)
    expect(await trusted(keyless)).toEqual(await trusted(files))
  })
})
