/** Public keys and algorithm identifiers as fields. */
import { hex } from '../der.ts'
import { ALGORITHM_NAMES } from '../oids.ts'
import { type Asn1Node, asn1Tree, colons, context, integerOf, isUniversal, oidOf } from './asn1-node.ts'
import { type Field, field } from './field.ts'

/** An AlgorithmIdentifier by name and OID, with the parameters of RSASSA-PSS spelled out. */
export function algorithmFields({ children: [type, parameters] }: Asn1Node): Field[] {
  const oid = oidOf(type)
  const fields = [field('name', ALGORITHM_NAMES[oid] ?? oid), field('oid', oid)]
  if (parameters === undefined || isUniversal(parameters, 5)) return fields
  if (oid !== '1.2.840.113549.1.1.10') return [...fields, field('parameters', [asn1Tree(parameters)])]
  const hash = oidOf(context(parameters, 0)?.children[0]?.children[0])
  const salt = context(parameters, 2)?.children[0]
  return [
    ...fields,
    field('hash', ALGORITHM_NAMES[hash] ?? (hash === '' ? 'sha1' : hash)),
    field('salt-length', salt === undefined ? '20' : integerOf(salt).toString()),
  ]
}

const CURVES: Readonly<Record<string, readonly [string, number]>> = {
  '1.2.840.10045.3.1.7': ['P-256', 256],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.132.0.33': ['P-224', 224],
  '1.3.132.0.34': ['P-384', 384],
  '1.3.132.0.35': ['P-521', 521],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
}

/** A SubjectPublicKeyInfo: algorithm, the size the key really has, and its numbers. */
export function publicKeyFields(
  { children: [algorithm, key] }: Asn1Node,
  parse: (octets: Uint8Array<ArrayBuffer>) => Asn1Node | null,
): Field[] {
  if (algorithm === undefined || key === undefined) return []
  const [type, parameters] = algorithm.children
  const oid = oidOf(type)
  const head = [field('algorithm', ALGORITHM_NAMES[oid] ?? oid), field('oid', oid)]
  const octets = key.content.slice(1)
  if (oid === '1.2.840.113549.1.1.1') {
    const [modulus, exponent] = parse(octets)?.children ?? []
    if (modulus !== undefined && exponent !== undefined) {
      const bits = integerOf(modulus).toString(2).length
      return [
        ...head,
        field('bits', String(bits)),
        field('modulus', colons(modulus.content)),
        field('exponent', integerOf(exponent).toString()),
      ]
    }
  }
  if (oid === '1.2.840.10045.2.1') {
    const curve = oidOf(parameters)
    const [name, bits] = CURVES[curve] ?? [curve, 0]
    return [...head, field('bits', String(bits)), field('curve', name), field('point', colons(octets))]
  }
  if (oid.startsWith('1.3.101.')) return [...head, field('bits', String(octets.length * 8)), field('octets', colons(octets))]
  return [...head, ...(parameters === undefined ? [] : [field('parameters', [asn1Tree(parameters)])]), field('octets', hex(octets))]
}
