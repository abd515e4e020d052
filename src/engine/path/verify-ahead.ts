/** Signatures verified while the drop is still being read: each certificate against the likeliest issuer seen by then. */
import { push } from '../encoding/maps.ts'
import { BUDGET } from '../encoding/budget.ts'
import type { Certificate } from '../x509/certificate.ts'
import { verifyCost } from '../x509/signature-cost.ts'
import type { SignatureAnswer } from './signatures.ts'
import type { Verify } from './verify-signatures.ts'

/** Issuers of one name that are looked at: a guess has to be cheap, and a wrong one costs a verification and never a verdict. */
const LOOKED_AT = 8
/** Of those that waited for their issuer, started together: what is told of the drop meanwhile does not wait for all. */
const CAUGHT_UP = 64

/**
 * A verifier that remembers. `take` starts the likeliest verification of a certificate just decoded, or has it wait for the issuer that bears
 * its key identifier; `verify` answers from what was started, and asks for the rest. Which answers are used, and in which order keys are
 * asked, `verifySignatures` decides with everything in sight.
 */
export class VerifyAhead {
  readonly #verify: Verify
  readonly #bySubject = new Map<string, Certificate[]>()
  /** By name and key identifier, which tells the CAs of one name apart. */
  readonly #byIdentifier = new Map<string, Certificate>()
  readonly #waiting = new Map<string, Certificate[]>()
  /** Those whose issuer came after them. */
  readonly #late: { readonly child: Certificate; readonly issuer: Certificate }[] = []
  readonly #started = new Map<number, { readonly spki: string; readonly answer: Promise<SignatureAnswer> }>()
  #left: number = BUDGET.signatureCost
  /** How many were answered. */
  done = 0
  readonly #count = (): void => void this.done++

  constructor(verify: Verify) {
    this.#verify = verify
  }

  take(certificate: Certificate): void {
    if (certificate.isCA) this.#known(certificate)
    const { issuer: name, authorityKeyId } = certificate
    const identified = authorityKeyId === null ? null : identifierOf(name.der, authorityKeyId)
    const issuer =
      (identified === null ? undefined : this.#byIdentifier.get(identified)) ??
      this.#bySubject
        .get(name.der)
        ?.slice(-LOOKED_AT)
        .findLast(({ subjectKeyId }) => authorityKeyId === null || subjectKeyId === null)
    if (issuer !== undefined) this.#start(certificate, issuer)
    else if (identified !== null) push(this.#waiting, identified, certificate)
  }

  /** Starts some of those whose issuer came after them. */
  catchUp(): void {
    for (const { child, issuer } of this.#late.splice(-CAUGHT_UP)) this.#start(child, issuer)
  }

  readonly verify: Verify = (child, key) => {
    const started = this.#started.get(child.id)
    return started?.spki === key.spki ? started.answer : this.#verify(child, key)
  }

  #known(issuer: Certificate): void {
    const { subject, subjectKeyId } = issuer
    push(this.#bySubject, subject.der, issuer)
    if (subjectKeyId === null) return
    const identifier = identifierOf(subject.der, subjectKeyId)
    this.#byIdentifier.set(identifier, issuer)
    for (const child of this.#waiting.get(identifier) ?? []) this.#late.push({ child, issuer })
    this.#waiting.delete(identifier)
  }

  #start(child: Certificate, { publicKey }: Certificate): void {
    const cost = verifyCost(publicKey)
    if (cost > this.#left || cost > BUDGET.dearSignature) return
    this.#left -= cost
    const answer = this.#verify(child, publicKey)
    this.#started.set(child.id, { spki: publicKey.spki, answer })
    answer.then(this.#count, this.#count)
  }
}

const identifierOf = (name: string, keyIdentifier: string): string => `${keyIdentifier} ${name}`
