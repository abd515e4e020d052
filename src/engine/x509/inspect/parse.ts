/** asn1js's reading of octets as a plain tree; what of it several kinds of object have in common. */
import { type BaseBlock, fromBER } from 'asn1js'
import { type Asn1Node, isUniversal, oidOf } from './asn1-node.ts'
import { extensionField } from './extension-fields.ts'
import type { Field } from './field.ts'

export type Octets = Uint8Array<ArrayBuffer>

/** The first element of these octets; `null` where there is none. */
export function parse(octets: Octets): BaseBlock | null {
  const { offset, result } = fromBER(octets)
  return offset === -1 ? null : result
}
export const parseNode = (octets: Octets): Asn1Node | null => {
  const block = parse(octets)
  return block === null ? null : toNode(block)
}

const CLASSES = ['universal', 'application', 'context', 'private'] as const
export function toNode(block: BaseBlock, depth = 0): Asn1Node {
  const raw = Uint8Array.from(block.valueBeforeDecodeView)
  const header = block.idBlock.blockLength + block.lenBlock.blockLength
  const inside = (block.valueBlock as unknown as { readonly value?: unknown }).value
  const constructed = block.idBlock.isConstructed
  return {
    tagClass: CLASSES[block.idBlock.tagClass - 1] ?? 'private',
    tag: block.idBlock.tagNumber,
    constructed,
    children: constructed && Array.isArray(inside) && depth < 48 ? inside.map((child: BaseBlock) => toNode(child, depth + 1)) : [],
    content: raw.slice(header),
    raw,
  }
}

/** Children of TBSCertificate or of a request's info after an optional version. */
export function child(node: Asn1Node | undefined, index: number): Asn1Node {
  const found = node?.children[index]
  if (found === undefined) throw new Error('not of this kind')
  return found
}

/** An Extension of RFC 5280 section 4.1. */
export function nodeExtension(extension: Asn1Node): Field {
  const value = extension.children.at(-1)
  const octets = value?.content ?? new Uint8Array()
  const critical = extension.children.some((each) => isUniversal(each, 1) && each.content[0] !== 0)
  return extensionField(oidOf(extension.children[0]), critical, octets, parseNode(octets))
}
