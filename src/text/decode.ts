/** The shape of the words for a decoded object: one label per field id, one name per extension, a missing one does not compile. */
import type { FieldName, Inspection } from '../engine/x509/inspect.ts'
import type { ExtensionName } from '../engine/x509/oids.ts'

export interface DecodeWords {
  readonly kinds: { readonly [K in Inspection['kind']]: string }
  readonly fields: { readonly [K in FieldName]: string }
  readonly extensions: { readonly [K in ExtensionName | 'unknown']: string }
  readonly critical: string
  /** Of a signature that was verified. */
  readonly answers: { readonly valid: string; readonly invalid: string; readonly unsupported: string; readonly insecure: string }
  readonly yes: string
  readonly no: string
  readonly accepted: string
  readonly refusedByGo: (error: string) => string
  readonly sameAsOuter: string
  readonly differsFromOuter: string
  readonly sameRdn: string
  readonly octets: (n: number) => string
  readonly goSeesNone: string
  readonly methods: {
    readonly ocsp: string
    readonly 'ca-issuers': string
    readonly 'time-stamping': string
    readonly 'ca-repository': string
  }
  /** Of AIA and CRL addresses. */
  readonly notFetched: string
  readonly unparsed: string
}
