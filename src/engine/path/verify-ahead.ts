/** Signatures verified while the drop is still being read: each certificate against the likeliest issuer seen by then. */
import { push } from '../encoding/maps.ts'
import { BUDGET } from '../encoding/budget.ts'
import type { Certificate } from '../x509/certificate.ts'
import { verifyCost } from '../x509/signature-cost.ts'
import type { SignatureAnswer } from './signatures.ts'
import type { Verify } from './verify-signatures.ts'

/** Issuers of one name that are looked at: a guess has to be cheap, and a wrong one costs a verification and never a verdict. */
const LOOKED_AT = 8

/**
 * A verifier that remembers. `take` starts the likeliest verification of a certificate just decoded; `verify` answers from what was started,
 * and asks for the rest. Which answers are used, and in which order keys are asked, `verifySignatures` decides with everything in sight.
 */
export class VerifyAhead {
  readonly #verify: Verify
  readonly #bySubject = new Map<string, Certificate[]>()
  readonly #started = new Map<number, { readonly spki: string; readonly answer: Promise<SignatureAnswer> }>()
  #left: number = BUDGET.signatureCost
  /** How many were answered. */
  done = 0

  constructor(verify: Verify) {
    this.#verify = verify
  }

  take(certificate: Certificate): void {
    if (certificate.isCA) push(this.#bySubject, certificate.subject.der, certificate)
    const named = this.#bySubject.get(certificate.issuer.der)?.slice(-LOOKED_AT) ?? []
    const issuer =
      named.findLast(({ subjectKeyId }) => subjectKeyId !== null && subjectKeyId === certificate.authorityKeyId) ?? named.at(-1)
    if (issuer === undefined) return
    const cost = verifyCost(issuer.publicKey)
    if (cost > this.#left || cost > BUDGET.dearSignature) return
    this.#left -= cost
    const answer = this.#verify(certificate, issuer.publicKey)
    this.#started.set(certificate.id, { spki: issuer.publicKey.spki, answer })
    const count = (): void => void this.done++
    answer.then(count, count)
  }

  readonly verify: Verify = (child, key) => {
    const started = this.#started.get(child.id)
    return started?.spki === key.spki ? started.answer : this.#verify(child, key)
  }
}
