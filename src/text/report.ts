/** The words of the report around its facts. */
import type { Transport } from '../engine/verdicts/transport.ts'
import type { Language } from './index.ts'
import { REPORT_EN } from './report.en.ts'
import { REPORT_ZH } from './report.zh-CN.ts'

/** Why `openssl verify` does not answer what Go answers. */
export type Difference =
  | 'weak-digest'
  | 'authority'
  | 'name-encoding'
  | 'common-name'
  | 'wildcard'
  | 'key-identifier'
  | 'usage'
  | 'key-usage'
  | 'last-second'
  | 'path-length'
  | 'critical-extension'
  | 'policy'
  | 'several-issuers'
  | 'reading'
  | 'key-type'
  /** A question nobody puts to openssl: what a name may do, which key belongs to a certificate, which names are allowed. */
  | 'not-asked'
  | 'not-foreseen'

export interface ReportWords {
  readonly title: (cluster: string) => string
  readonly subject: string
  readonly contents: string
  readonly page: (n: number, of: number) => string
  readonly footer: (version: string, digest: string) => string
  readonly verdict: {
    readonly broken: (n: number) => string
    readonly plaintext: (n: number) => string
    readonly unproven: (n: number) => string
    readonly clear: (n: number) => string
    readonly nothing: string
  }
  readonly corrected: (what: string) => string
  readonly reopened: string
  readonly redacted: string
  readonly front: {
    readonly cluster: string
    readonly layout: string
    readonly nodes: string
    readonly judged: string
    readonly tool: string
    readonly digest: string
    readonly files: string
    readonly unknown: string
    readonly filesValue: (read: number, total: number) => string
  }
  readonly sections: {
    readonly summary: string
    readonly diagram: string
    readonly calls: string
    readonly findings: string
    readonly rules: string
    readonly controls: string
    readonly calendar: string
    readonly certificates: string
    readonly bundles: string
    readonly inputs: string
    readonly coverage: string
    readonly method: string
    readonly reproduce: string
  }
  readonly summary: {
    readonly status: string
    readonly calls: string
    readonly callsByStatus: string
    readonly meaning: string
    readonly severity: string
    readonly findings: string
    readonly found: string
    readonly faults: string
    readonly next: string
    readonly broken: string
    readonly number: string
    readonly what: string
    readonly worst: string
    readonly none: string
  }
  readonly diagram: { readonly caption: (broken: number, total: number) => string; readonly legend: string; readonly tags: string }
  readonly call: {
    readonly from: string
    readonly to: string
    readonly dialled: string
    readonly status: string
    readonly assumed: string
    readonly assumedValue: string
    readonly halves: readonly [server: string, client: string, identity: string]
    readonly half: string
    readonly reason: string
    readonly log: string
    readonly missing: string
    readonly path: string
    readonly until: string
    readonly presents: string
    readonly trusts: string
    readonly user: string
    readonly groups: string
    readonly client: string
    readonly server: string
    readonly fact: string
    readonly certificate: {
      readonly subject: string
      readonly issuer: string
      readonly signedBy: string
      readonly serial: string
      readonly valid: string
      readonly key: string
      readonly signature: string
      readonly usage: string
      readonly names: string
      readonly file: string
      readonly sha256: string
      readonly privateKey: string
    }
    readonly moreNames: (n: number) => string
    readonly keyMatches: readonly [yes: string, no: string, unknown: string]
    readonly noCertificate: string
    readonly tokenPresented: string
    readonly signerUnknown: string
    readonly instances: (n: number) => string
    readonly more: (n: number) => string
    readonly transport: { readonly [K in Transport]: string }
  }
  readonly finding: {
    readonly root: string
    readonly read: string
    readonly lints: string
    readonly log: string
    readonly evidence: string
    readonly calls: string
    readonly repair: string
    readonly source: string
    readonly none: string
    readonly also: (n: number) => string
  }
  readonly rules: {
    readonly intro: string
    readonly rule: string
    readonly applied: string
    readonly found: string
    readonly reason: string
  }
  readonly controls: {
    readonly intro: (benchmark: string) => string
    readonly id: string
    readonly control: string
    readonly result: string
    readonly evidence: string
    readonly status: { readonly pass: string; readonly fail: string; readonly undecidable: string; readonly 'not-applicable': string }
    readonly advice: string
    readonly needs: string
    readonly counts: (pass: number, fail: number, open: number, na: number) => string
    readonly none: string
  }
  readonly calendar: {
    readonly intro: string
    readonly date: string
    readonly days: string
    readonly certificate: string
    readonly takes: string
    readonly expired: string
  }
  readonly certificates: {
    readonly intro: string
    readonly subject: string
    readonly issuer: string
    readonly validity: string
    readonly key: string
    readonly file: string
    readonly below: (n: number) => string
    readonly ca: string
  }
  readonly bundles: { readonly intro: string; readonly setting: string; readonly file: string; readonly cas: string; readonly none: string }
  readonly inputs: {
    readonly path: string
    readonly sha256: string
    readonly mode: string
    readonly owner: string
    readonly bytes: string
    readonly readAs: string
    readonly ignored: (reason: string) => string
  }
  readonly coverage: {
    readonly intro: string
    readonly component: string
    readonly setting: string
    readonly file: string
    readonly settles: string
    readonly complete: string
    readonly unplaced: string
  }
  readonly method: readonly string[]
  readonly reproduce: {
    readonly intro: string
    readonly nothing: string
    /** How each block ends: what Go answers, what openssl answers. */
    readonly go: (answer: string) => string
    readonly openssl: (answer: boolean | null) => string
    readonly digests: (equal: boolean) => string
    /** The file a component cannot load. */
    readonly file: string
    readonly differs: string
    /** Counts of blocks: all, those in which openssl answers otherwise. */
    readonly count: (all: number, otherwise: number) => string
    readonly differences: Readonly<Record<Difference, string>>
  }
  readonly columns: {
    readonly certificate: string
    readonly finding: string
    readonly severity: string
    readonly detail: string
    readonly remedy: string
  }
}

export function reportWords(language: Language): ReportWords {
  return language === 'en' ? REPORT_EN : REPORT_ZH
}
