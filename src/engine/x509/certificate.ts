/**
 * One X.509 certificate as plain values (RFC 5280 section 4.1), decoded once by `decode.ts` and never changed.
 * Everything that decides (path, verdicts, lints) reads this; the view a person looks at is `inspect.ts`.
 */

/** Index of a certificate in `Inventory.certificates`; meaningful within one `Evidence` only. */
export type CertificateId = number

/** A distinguished name. Two names are the same name for path building iff their `der` are equal (Go compares raw bytes). */
export interface Name {
  /** The DER of the Name, one Latin-1 character a byte, so that equality is `===`. */
  readonly der: string
  /** RFC 4514 text, with control and bidirectional characters escaped. */
  readonly text: string
  /** The last commonName, '' if none (as Go's pkix.Name.FillFromRDNSequence). */
  readonly commonName: string
  /** Every organizationName in order: the Kubernetes groups. */
  readonly organizations: readonly string[]
  /** All attributes in order, decoded where their string type is known. */
  readonly attributes: readonly NameAttribute[]
}
export interface NameAttribute {
  readonly oid: string
  readonly value: string
  /** Universal tag number of the value (12 UTF8String, 19 PrintableString, ...). */
  readonly tag: number
  /** Index of the RelativeDistinguishedName it belongs to. */
  readonly rdn: number
}

/** Go's x509.PublicKeyAlgorithm, spelled as Go prints it. */
export type KeyAlgorithm = 'RSA' | 'ECDSA' | 'Ed25519' | 'DSA' | 'X25519' | 'unknown'
/** Go's elliptic.Curve names. */
export type Curve = 'P-224' | 'P-256' | 'P-384' | 'P-521'

export interface PublicKey {
  readonly algorithm: KeyAlgorithm
  /** RSA modulus or curve size in bits; 0 where unknown. */
  readonly bits: number
  readonly curve: Curve | null
  /** RSA public exponent in decimal, null for other keys. */
  readonly exponent: string | null
  /** DER of the SubjectPublicKeyInfo, one Latin-1 character a byte: the identity of the key. */
  readonly spki: string
}

/** Go's x509.SignatureAlgorithm, spelled as Go prints it; `unknown` otherwise. */
export type SignatureAlgorithm =
  | 'MD2-RSA'
  | 'MD5-RSA'
  | 'SHA1-RSA'
  | 'SHA256-RSA'
  | 'SHA384-RSA'
  | 'SHA512-RSA'
  | 'SHA256-RSAPSS'
  | 'SHA384-RSAPSS'
  | 'SHA512-RSAPSS'
  | 'DSA-SHA1'
  | 'DSA-SHA256'
  | 'ECDSA-SHA1'
  | 'ECDSA-SHA256'
  | 'ECDSA-SHA384'
  | 'ECDSA-SHA512'
  | 'Ed25519'
  | 'unknown'

/** KeyUsage bits, RFC 5280 section 4.2.1.3, bit n of the value is bit n of the BIT STRING. */
export const KeyUsage = {
  digitalSignature: 1,
  contentCommitment: 2,
  keyEncipherment: 4,
  dataEncipherment: 8,
  keyAgreement: 16,
  keyCertSign: 32,
  cRLSign: 64,
  encipherOnly: 128,
  decipherOnly: 256,
} as const

/** An IP address in network byte order: 4 or 16 numbers 0..255. */
export type IpBytes = readonly number[]
export interface IpNetwork {
  readonly address: IpBytes
  readonly mask: IpBytes
}

export interface GeneralNames {
  readonly dns: readonly string[]
  readonly ip: readonly IpBytes[]
  readonly email: readonly string[]
  readonly uri: readonly string[]
}

/** One side of the nameConstraints extension, RFC 5280 section 4.2.1.10. */
export interface Subtrees {
  readonly dns: readonly string[]
  readonly ip: readonly IpNetwork[]
  readonly email: readonly string[]
  readonly uri: readonly string[]
}
export interface NameConstraints {
  readonly critical: boolean
  readonly permitted: Subtrees
  readonly excluded: Subtrees
}

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** Offset and length of the extnValue content within `Certificate.der`. */
  readonly start: number
  readonly length: number
}

export interface Certificate {
  readonly id: CertificateId
  readonly der: Uint8Array<ArrayBuffer>
  /** Offset and length of TBSCertificate (with its header) within `der`: the signed bytes. */
  readonly tbs: { readonly start: number; readonly length: number }
  readonly version: 1 | 2 | 3
  /** Lower-case hex without leading zeros, '0' for zero, '-' before a negative one. */
  readonly serial: string
  readonly signatureAlgorithm: SignatureAlgorithm
  /** Dotted OID of the signature algorithm, for those Go does not know. */
  readonly signatureOid: string
  /** Offset and length of the signature bits within `der`. */
  readonly signature: { readonly start: number; readonly length: number }
  readonly issuer: Name
  readonly subject: Name
  /** Unix seconds, both inclusive (RFC 5280 section 4.1.2.5). */
  readonly notBefore: number
  readonly notAfter: number
  readonly publicKey: PublicKey
  /** basicConstraints present and well formed (Go's BasicConstraintsValid). */
  readonly basicConstraintsValid: boolean
  readonly isCA: boolean
  /** pathLenConstraint, null where there is none. */
  readonly maxPathLen: number | null
  /** KeyUsage bits, 0 where the extension is absent (Go's zero KeyUsage). */
  readonly keyUsage: number
  /** Dotted OIDs in order; null where the extension is absent. */
  readonly extKeyUsage: readonly string[] | null
  /** null where there is no subjectAltName extension. */
  readonly names: GeneralNames | null
  readonly nameConstraints: NameConstraints | null
  /** Lower-case hex, null where absent. */
  readonly subjectKeyId: string | null
  readonly authorityKeyId: string | null
  /** Certificate policies and their constraints, as Go 1.26 checks them. */
  readonly policies: readonly string[]
  readonly policyMappings: readonly { readonly issuer: string; readonly subject: string }[]
  readonly requireExplicitPolicy: number | null
  readonly inhibitPolicyMapping: number | null
  readonly inhibitAnyPolicy: number | null
  readonly extensions: readonly Extension[]
  /** OIDs of critical extensions that Go does not process: each of them refuses the path. */
  readonly unhandledCriticalExtensions: readonly string[]
}
