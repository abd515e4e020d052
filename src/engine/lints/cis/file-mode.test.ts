import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainFile, plainInventory, plainKey, plainSettings } from '../../testing/plain.ts'
import { fileMode as rule } from './file-mode.ts'

const MANIFEST = 'etc/kubernetes/manifests/kube-apiserver.yaml'
const drop = (mode: number | null) => ({
  inventory: plainInventory({ settings: [plainSettings('kube-apiserver', MANIFEST, {})], files: [plainFile(MANIFEST, { mode })] }),
})

test('cis/file-mode fires and stays silent', () => {
  const [hit] = outcome(rule, drop(0o622)).hits
  expect(hit).toMatchObject({ severity: 'warning', data: { mode: '0622', limit: '0600', controls: ['1.1.1'] } })
  expect(outcome(rule, drop(0o644)).hits[0]?.severity).toBe('notice')
  silent(rule, drop(0o600))
  silent(rule, drop(0o400))
  expect(outcome(rule, drop(null)).applied).toBe(0)
})

test('a file under several controls is one finding, by the strictest', () => {
  const ca = 'etc/kubernetes/pki/ca.crt'
  const { hits } = outcome(rule, { inventory: plainInventory({ files: [plainFile(ca, { mode: 0o664 })] }) })
  expect(hits.map((hit) => hit.data)).toEqual([{ mode: '0664', limit: '0644', controls: ['1.1.20', '4.1.7'] }])
})

test('a readable key is cis/key-readable and not reported twice', () => {
  const key = 'etc/kubernetes/pki/apiserver.key'
  silent(rule, { inventory: plainInventory({ keys: [plainKey(0, key, 'k')], files: [plainFile(key, { mode: 0o666 })] }) })
})
