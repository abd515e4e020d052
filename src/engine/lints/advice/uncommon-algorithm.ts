/** RSA-PSS and Ed25519 work in Go, not in every tool around the cluster. */
import { each, lint } from '../lint.ts'

export const uncommonAlgorithm = lint({
  id: 'advice/uncommon-algorithm',
  citation: 'Go crypto/x509; Ed25519 is not accepted for service-account keys',
  severity: 'notice',
  check: (c) =>
    each(c.live, (x) =>
      x.signatureAlgorithm.endsWith('PSS') || x.signatureAlgorithm === 'Ed25519' || x.publicKey.algorithm === 'Ed25519'
        ? { certificates: [x.id], data: { algorithm: x.signatureAlgorithm } }
        : null,
    ),
})
