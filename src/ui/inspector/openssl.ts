/** The command that reproduces a verdict with OpenSSL, on the machine the files came from. */
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import type { Inventory, Location } from '../../engine/inventory/inventory.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'

export interface OpenSslCheck {
  readonly half: 'client' | 'server'
  readonly command: string
  readonly succeeds: boolean
}
const quote = (text: string): string => (/^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** A file as openssl can read it; data embedded in a kubeconfig is taken out first. */
function readable(file: string, field: string | null, name: string): { readonly prepare: string; readonly path: string } {
  if (field === null) return { prepare: '', path: quote(file) }
  const [key] = /(client-certificate-data|certificate-authority-data)/.exec(field) ?? []
  if (!key) return { prepare: '', path: quote(file) }
  return { prepare: `grep -m1 ${key} ${quote(file)} | awk '{print $2}' | base64 -d > ${name}\n`, path: name }
}
const located = (use: SettingUse | null, places: readonly Location[] | undefined): Location | null => {
  if (use?.file)
    return {
      file: use.file.split('#')[0] ?? use.file,
      field: use.resolved === 'embedded' ? (use.location?.field ?? use.setting) : null,
      line: null,
    }
  return places?.[0] ?? null
}

/** In: a call and where things are. Out: one command a half that has a certificate and a bundle in the drop. */
export function opensslChecks(call: Call, inventory: Inventory, at: number): readonly OpenSslCheck[] {
  const halves = [
    { half: 'client', judged: call.providerAcceptsClient, end: call.client, purpose: 'sslclient' },
    { half: 'server', judged: call.callerAcceptsServer, end: call.server, purpose: 'sslserver' },
  ] as const
  return halves.flatMap(({ half, judged, end, purpose }): OpenSslCheck[] => {
    if (end?.certificate == null || (judged.status !== 'trusted' && judged.status !== 'broken')) return []
    const leaf = located(end.use, inventory.locations[end.certificate as CertificateId])
    const anchor = judged.path[judged.path.length - 1]
    const bundle = located(judged.trusts, anchor === undefined ? undefined : inventory.locations[anchor])
    if (!leaf || !bundle) return []
    const ca = readable(bundle.file, bundle.field, 'ca.pem')
    const own = readable(leaf.file, leaf.field, `${half}.pem`)
    const name =
      half === 'server' && call.serverName
        ? ` ${/^[\d.]+$|:/.test(call.serverName) ? '-verify_ip' : '-verify_hostname'} ${quote(call.serverName)}`
        : ''
    const chain = end.chain.length > 0 ? ` -untrusted ${own.path}` : ''
    return [
      {
        half,
        succeeds: judged.status === 'trusted',
        command: `${ca.prepare}${own.prepare}openssl verify -purpose ${purpose} -attime ${at}${name} \\\n  -CAfile ${ca.path}${chain} ${own.path}`,
      },
    ]
  })
}
