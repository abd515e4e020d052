import { expect, test } from 'vitest'
import { outcome, silent } from '../../testing/lints.ts'
import { plainInventory, plainSettings } from '../../testing/plain.ts'
import { metricsSelfMade as rule } from './metrics-self-made.ts'

const drop = (flags: Record<string, string>) => ({
  inventory: plainInventory({ settings: [plainSettings('kube-scheduler', 'cp1/s.yaml', flags)] }),
})

test('kubernetes/metrics-self-made fires and stays silent', () => {
  expect(outcome(rule, drop({ '--bind-address': '0.0.0.0' })).hits[0]?.data).toEqual({ component: 'kube-scheduler', port: '10259' })
  silent(rule, drop({ '--bind-address': '127.0.0.1' }))
  silent(rule, drop({ '--bind-address': '::1' }))
  silent(rule, drop({ '--bind-address': '0.0.0.0', '--tls-cert-file': '/s.crt' }))
  silent(rule, drop({}))
})
