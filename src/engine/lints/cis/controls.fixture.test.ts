/** A genuine kubeadm 1.20.2 control plane, its answers written down before the code first ran. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { judge, read } from '../../audit.ts'
import { FROM_ETC_KUBERNETES, FROM_VAR_LIB } from './decidable.ts'

const ARCHIVE = new URL('../../../../../shared/fixtures/clusters/kubeadm1202-healthy-rsa-rsa-single.tar.gz', import.meta.url)
const FAIL = [
  '1.1.12',
  '1.2.1',
  '1.2.3',
  '1.2.5',
  '1.2.9',
  '1.2.11',
  '1.2.15',
  '1.2.16',
  '1.2.17',
  '1.2.18',
  '1.2.19',
  '1.2.27',
  '1.2.28',
  '1.2.29',
  '1.2.30',
  '1.3.1',
  '1.3.2',
  '1.4.1',
  '3.1.1',
  '3.2.1',
  '4.1.9',
  // kubeadm-flags.env of this node says --hostname-override=cp1.
  '4.2.7',
  '4.2.9',
  '4.2.12',
  '4.2.13',
  '4.2.14',
]
const UNDECIDABLE = ['1.1.9', '1.1.10', '1.2.20', '3.1.2', '3.1.3', '3.2.2', '4.1.1', '4.1.2', '4.2.15', '4.3.1']
const NOT_APPLICABLE = ['4.1.3', '4.1.4']

test.skipIf(!existsSync(ARCHIVE))('kubeadm 1.20.2, one control plane: CIS 1.11', async () => {
  const bytes = new Uint8Array(await readFile(ARCHIVE))
  const audit = judge(await read([{ path: 'cp1.tar.gz', bytes }]), { at: 1_796_083_200 })
  const ids = (status: string) => audit.controls.filter((c) => c.status === status).map((c) => c.id)
  expect(new Set(audit.controls.map((c) => c.benchmark))).toEqual(new Set(['cis-1.11']))
  expect(audit.controls).toHaveLength(98)
  expect(ids('fail')).toEqual(FAIL)
  expect(ids('undecidable')).toEqual(UNDECIDABLE)
  expect(ids('not-applicable')).toEqual(NOT_APPLICABLE)
  expect(new Set([...ids('pass'), ...ids('fail')])).toEqual(new Set([...FROM_ETC_KUBERNETES, ...FROM_VAR_LIB]))
})
