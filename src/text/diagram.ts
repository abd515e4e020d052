/** The words in and around the call diagram, the same on screen, in SVG, PNG and PDF. Component and file names are never translated. */
export type NoteId =
  | 'some-broken'
  | 'client-refused'
  | 'server-refused'
  | 'client-expired'
  | 'server-expired'
  | 'ca-expired'
  | 'name-not-covered'
  | 'not-authorised'
  | 'key-mismatch'
  | 'file-unusable'
  | 'key-not-accepted'
  | 'soon'
  | 'not-in-drop'
  | 'not-verified'
  | 'client-not-verified'
  | 'plaintext'
  | 'front-proxy'
export type StateWordId = 'broken' | 'plaintext' | 'soon' | 'unproven' | 'unverified' | 'token' | 'trusted' | 'absent'

/** A note fits a slot of one line, of two, or of two narrow ones. */
export interface NoteWords {
  readonly one: string
  readonly two: readonly [string, string]
  readonly narrow: readonly [string, string]
}
export interface DiagramWords {
  readonly state: Readonly<Record<StateWordId, string>>
  readonly note: (id: NoteId, n: number, total: number) => NoteWords
  readonly controlPlane: (node: string | null, count: number) => string
  readonly etcd: (node: string | null, count: number) => string
  readonly node: (node: string | null, count: number, mixed: boolean) => string
  /** The third line of the hub. */
  readonly shownTo: string
  readonly saToken: string
  readonly totals: (
    broken: number,
    soon: number,
    trusted: number,
    other: number,
  ) => { readonly broken: string; readonly soon: string; readonly rest: string }
  readonly perCell: (workers: number) => string
  readonly signedBy: string
  readonly anotherKey: (name: string) => string
  readonly tokenSigner: (name: string) => string
  readonly bearerToken: string
  /** Title of the strip of calls without a number. */
  readonly beyond: string
}
