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
const PARTS: readonly (readonly [name: string, keep: RegExp, cut?: RegExp])[] = [
  ['only /etc', /(^|\/)etc\//],
  ['only /etc/kubernetes, by itself', /(^|\/)etc\/kubernetes\//, /^.*?etc\//],
  ['only /var', /(^|\/)var\//],
  ['no private keys', /(?<!\.key|-key\.pem)$/],
  ['only certificates and keys', /\.(crt|key|pem|pub)$/],
  ['only certificates', /\.(crt|pem)$/],
  ['only kubeconfigs', /(\.conf|kubeconfig[^/]*|\.kubeconfig|k3s\.yaml|rke2\.yaml|\.config)$/],
  ['only manifests and configuration', /(\.ya?ml|\.manifest|\.service|\.env|\.conf|args\/[^/]+|config)$/],
  ['no kubelet', /^(?!.*kubelet)/],
  ['no etcd', /^(?!.*etcd)/],
  ['only the agent', /(^|\/)(agent|node-\d|worker[^/]*)\//],
]

describe.each(readdirSync(folder).map((file) => file.replace('.tar.gz', '')))('%s', (name) => {
  test.each(PARTS)('%s', async (...[, keep, cut]: (typeof PARTS)[number]) => {
    const kept = (await filesOf(name))
      .filter(({ path }) => keep.test(path))
      .map((file) => (cut === undefined ? file : { ...file, path: file.path.replace(cut, '') }))
    const { calls, findings } = judge(await read(kept), { at: AT })
    expect(calls.filter(({ status }) => status === 'broken').map(({ edge, serverName }) => `${edge} ${serverName ?? ''}`)).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
