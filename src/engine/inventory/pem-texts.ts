/** What may hold PEM to what stands in it: every block, also those Go would not see, and DER without armor. */
import { decodeBase64, decodeBase64Into } from '../encoding/base64.ts'
import { BUDGET } from '../encoding/budget.ts'
import { type PemBody, readPem } from '../encoding/pem.ts'
import { PlainPem } from '../encoding/plain-pem.ts'
import { Recent } from '../encoding/recent.ts'
import { readPublicKeyFile } from '../x509/private-key.ts'
import { readRequest, readRevocationListIssuer } from '../x509/request.ts'
import { decodeCertificate } from '../x509/decode.ts'
import type { Certificates } from './certificates.ts'
import type { CertificateId } from '../x509/certificate.ts'
import type { KeyId, Location, OtherObject, PemBlock, PemText, ReadFault } from './inventory.ts'
import type { Keys } from './keys.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export type SayFault = (id: ReadFault['id'], location: Location, rest?: Partial<ReadFault>) => void

/** Go's PEM types of certificates: `X509 CERTIFICATE` and `TRUSTED CERTIFICATE` are openssl's. */
const CERTIFICATE_TYPES = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])
/** Also a misnamed block that still says certificate (`X.509 CERTIFICATE`). */
const isCertificate = (type: string): boolean =>
  CERTIFICATE_TYPES.has(type) || (type !== 'CERTIFICATE REQUEST' && type.endsWith('CERTIFICATE'))
const latin1 = new TextDecoder('latin1')

export class PemTexts {
  readonly texts: PemText[] = []
  readonly others: OtherObject[] = []
  readonly #certificates: Certificates
  readonly #keys: Keys
  readonly #fault: SayFault
  readonly #plain = new PlainPem()
  /** Texts of certificates that all stood elsewhere before: an authority stands in every other file of a fleet. */
  readonly #known = new Recent<PemText>()
  #decoded = new Uint8Array(65_536)

  constructor(certificates: Certificates, keys: Keys, fault: SayFault) {
    this.#certificates = certificates
    this.#keys = keys
    this.#fault = fault
  }

  /** The blocks of some octets. The text is listed in the inventory. */
  take(bytes: Uint8Array, location: Location): PemText {
    const known = this.#known.find(bytes)
    if (known !== undefined) return this.again(known, location)
    const found = this.#plain.read(bytes)
    if (found === null) {
      this.#plain.wipe()
      return this.takeText(latin1.decode(bytes), location)
    }
    const { octets } = this.#plain
    const before = this.#certificates.all.length
    const blocks = found.map(({ type, line, start, end }) =>
      this.#block({ type, line, headers: false, encrypted: false }, octets, start, end, placeOf(location, line)),
    )
    this.#plain.wipe()
    const text = this.#list({ location, blocks, hidden: [], der: null, empty: false })
    if (this.#certificates.all.length === before && blocks.every(({ certificate }) => certificate !== null)) this.#known.keep(bytes, text)
    return text
  }

  /** A text of certificates that all stood elsewhere before. */
  again(text: PemText, location: Location): PemText {
    for (const { certificate, line } of text.blocks) this.#certificates.again(certificate as CertificateId, placeOf(location, line))
    return this.#list({ ...text, location })
  }

  /** The same of octets in base64; null where Go would not decode them. Nothing of them is left behind. */
  takeBase64(data: string, location: Location): PemText | null {
    if (data.length > this.#decoded.length) this.#decoded = new Uint8Array(data.length + 3)
    const length = decodeBase64Into(data, this.#decoded)
    const text = length < 0 ? null : this.take(this.#decoded.subarray(0, length), location)
    this.#decoded.fill(0, 0, data.length)
    return text
  }

  /** The same of octets as Latin-1. */
  takeText(content: string, location: Location): PemText {
    // Each body is decoded once, to see whether it is base64 and to be read.
    const decoded = new Map<string, Uint8Array<ArrayBuffer>>()
    const valid = (body: string): boolean => {
      if (decoded.has(body)) return true
      const octets = decodeBase64(body)
      if (octets !== null) decoded.set(body, octets)
      return octets !== null
    }
    const { blocks: found, hidden } = readPem(content, valid)
    if (hidden.length >= BUDGET.hiddenBlocks) this.#fault('read/too-many-entries', location, { limit: BUDGET.hiddenBlocks })
    const blocks = found.map((block) => {
      const octets = decoded.get(block.body)!
      this.#other(block, octets, placeOf(location, block.line))
      return this.#block(block, octets, 0, octets.length, placeOf(location, block.line))
    })
    const whole = blocks.length === 0 ? this.#withoutArmor(content, location) : null
    const passedOver = hidden.map(({ why, line, type, body }): PemText['hidden'][number] => {
      const place = placeOf(location, line)
      this.#fault(FAULTS[why], place, { presented: why, expected: type })
      const octets = body !== null && type !== null && CERTIFICATE_TYPES.has(type) ? decoded.get(body)! : null
      return { why, line, certificate: octets === null ? null : this.#certificate(octets, 0, octets.length, place).id }
    })
    for (const octets of decoded.values()) octets.fill(0)
    return this.#list({
      location,
      blocks,
      hidden: whole === null ? passedOver : [...passedOver, whole],
      der: null,
      empty: content.length === 0,
    })
  }

  /** A whole file that is DER: a certificate, else a key. The text is listed in the inventory. */
  takeDer(bytes: Uint8Array<ArrayBuffer>, location: Location): PemText {
    const decoded = decodeCertificate(bytes, 0)
    const der: { certificate: CertificateId | null; key: KeyId | null } = { certificate: null, key: null }
    if (decoded.ok) der.certificate = this.#certificate(bytes, 0, bytes.length, location).id
    else if (readPublicKeyFile(bytes).ok) der.key = this.#keys.takePublic(bytes, location).id
    else
      this.#keys.takePrivate(bytes, 0, bytes.length, false, location, (answer, id) => {
        if (answer.ok) der.key = id
        else this.#fault('read/der-malformed', location, { offset: decoded.offset, presented: decoded.error })
      })
    return this.#list({ location, blocks: [], hidden: [], der, empty: false })
  }

  #list(text: PemText): PemText {
    this.texts.push(text)
    return text
  }

  #certificate(
    octets: Uint8Array,
    start: number,
    end: number,
    location: Location,
  ): { readonly id: CertificateId | null; readonly error: string | null } {
    const answer = this.#certificates.take(octets, start, end, location)
    if (answer.id === null) this.#fault('read/certificate-malformed', location, { offset: answer.offset, presented: answer.error })
    return answer
  }

  /** One block, whose content is `octets[start, end)`. */
  #block(
    { type, headers, encrypted, line }: Omit<PemBody, 'body'>,
    octets: Uint8Array<ArrayBuffer>,
    start: number,
    end: number,
    location: Location,
  ): PemBlock {
    const block: Mutable<PemBlock> = { type, headers, line, certificate: null, key: null, error: null }
    if (isCertificate(type)) {
      const { id, error } = this.#certificate(octets, start, end, location)
      block.certificate = id
      block.error = error
    } else if (type.endsWith('PRIVATE KEY')) {
      this.#keys.takePrivate(octets, start, end, encrypted || type === 'ENCRYPTED PRIVATE KEY', location, (answer, id) => {
        block.key = id
        if (!answer.ok) {
          block.error = answer.error
          this.#fault('read/key-malformed', location, { presented: answer.error })
        } else if (answer.key.encrypted) this.#fault('read/key-encrypted', location)
      })
    } else if (type.endsWith('PUBLIC KEY')) {
      const { id, error } = this.#keys.takePublic(octets.subarray(start, end), location)
      block.key = id
      block.error = error
      if (error !== null) this.#fault('read/key-malformed', location, { presented: error })
    }
    return block
  }

  /** Base64 of a certificate with nothing around it: Go sees no PEM, a person sees a certificate. */
  #withoutArmor(content: string, location: Location): PemText['hidden'][number] | null {
    const body = content.length > 200 && content.length < 65_536 && /^[A-Za-z0-9+/=\s]+$/.test(content) ? content.replace(/\s+/g, '') : ''
    const der = body.startsWith('MII') ? decodeBase64(body) : null
    if (der === null) return null
    this.#fault('read/pem-hidden', { ...location, line: 1 }, { presented: 'no-armor', expected: 'CERTIFICATE' })
    return { why: 'no-armor', line: 1, certificate: this.#certificate(der, 0, der.length, location).id }
  }

  #other({ type, body }: PemBody, der: Uint8Array<ArrayBuffer>, location: Location): void {
    const kind = type.endsWith('CERTIFICATE REQUEST')
      ? 'certificate-request'
      : type === 'X509 CRL'
        ? 'revocation-list'
        : type === 'PKCS7' || type === 'CMS'
          ? 'pkcs7'
          : null
    if (kind === null) return
    const request = kind === 'certificate-request' ? readRequest(der) : null
    const subject = kind === 'revocation-list' ? readRevocationListIssuer(der) : (request?.subject ?? null)
    this.others.push({ kind, location, base64: body, subject, spki: request?.spki ?? null })
  }
}

const FAULTS: Readonly<Record<PemText['hidden'][number]['why'], ReadFault['id']>> = {
  unterminated: 'read/pem-unterminated',
  'bad-base64': 'read/pem-malformed',
  'bad-header': 'read/pem-malformed',
  bom: 'read/pem-hidden',
  indented: 'read/pem-hidden',
  'no-armor': 'read/pem-hidden',
}

/** Where a block stands: its line in a file, the line of its field in anything else. */
const placeOf = (location: Location, line: number): Location => ({ ...location, line: location.field === null ? line : location.line })
