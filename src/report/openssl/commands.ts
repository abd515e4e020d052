/** Single commands that show a fact of a file, each a line of a POSIX shell that prints and succeeds. */
import type { Audit } from '../../engine/audit.ts'
import type { CertificateId } from '../../engine/x509/certificate.ts'
import { at, type Extracted, textsIn } from './extract.ts'

/** Prints `what` (`-subject -ext keyUsage`) of one certificate, wherever in its file it stands. Empty where no shell can take it out. */
export function showCertificate(audit: Audit, id: CertificateId, what: string, name = 'shown.pem'): string[] {
  const locations = audit.inventory.locations[id] ?? []
  for (const location of locations.toSorted((a, b) => Number(a.field !== null) - Number(b.field !== null))) {
    const source = at(audit, location, name)
    if (source === null) continue
    const blocks = textOf(audit, source)?.blocks ?? []
    const nth = blocks.findIndex((block) => block.certificate === id)
    const read = nth > 0 ? `${block(nth + 1, source.file)} | openssl x509` : `openssl x509 -in ${source.file}`
    return [...source.before, `${read} -noout ${what}`]
  }
  return []
}

/** Prints the SHA-256 of a public key: of a certificate, a public key or a private key, the n-th block of its file. */
export function digestOfKey(source: Extracted, kind: 'certificate' | 'public' | 'private', nth = 1): string {
  const [piped] = source.before.map((line) => line.replace(/ > \S+$/, ''))
  const from = piped ?? (nth > 1 ? block(nth, source.file) : null)
  const input = from === null ? ` -in ${source.file}` : ''
  const command =
    kind === 'certificate'
      ? `openssl x509${input} -noout -pubkey`
      : kind === 'public'
        ? `openssl pkey -pubin${input} -pubout`
        : // An encrypted key must fail, not ask.
          `openssl pkey -passin pass:${input} -pubout`
  return `${from === null ? '' : `${from} | `}${command} | openssl sha256`
}

/** The lines that begin and end PEM blocks: types, indentation, what stands before them; no contents. */
export const armour = (file: string): string => `grep -n -e ----- ${file} || true`

const block = (nth: number, file: string) => `awk '/-----BEGIN/{n++} n==${nth}' ${file}`

export const textOf = (audit: Audit, { location }: Pick<Extracted, 'location'>) =>
  textsIn(audit, location.file).find((text) => text.location.field === location.field)
