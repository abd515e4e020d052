/** Names as fields: distinguished names attribute by attribute, general names form by form. */
import { hex } from '../der.ts'
import { ipText, networkText } from '../ip.ts'
import { nameText, visible } from '../name.ts'
import { ATTRIBUTE_KEYWORDS, OTHER_NAMES } from '../oids.ts'
import { type Asn1Node, asn1Tree, oidOf, textOf, universalName } from './asn1-node.ts'
import { type Field, field } from './field.ts'

/** Every attribute in order, of whatever string type, and the RFC 4514 line to copy. */
export function nameFields(name: Asn1Node): Field[] {
  const attributes = name.children.flatMap((set, rdn) =>
    set.children.map(({ children: [type, value] }) => ({
      oid: oidOf(type),
      value: value === undefined ? '' : textOf(value),
      tag: value?.tag ?? 0,
      rdn,
    })),
  )
  const fields = attributes.map(({ oid, value, tag, rdn }, i) =>
    field('attribute', [
      field('type', ATTRIBUTE_KEYWORDS[oid] ?? oid),
      field('oid', oid),
      field('text', visible(value)),
      field('string-type', universalName(tag)),
      ...(attributes[i - 1]?.rdn === rdn ? [field('same-rdn', 'true')] : []),
    ]),
  )
  return [field('rfc4514', nameText(attributes)), ...fields]
}

const rfc4514 = (name: Asn1Node): string => {
  const line = nameFields(name)[0]?.value
  return typeof line === 'string' ? line : ''
}

/** One GeneralName, RFC 5280 section 4.2.1.6. `subtree`: of a name constraint, where an address has a mask. */
export function generalNameField(name: Asn1Node, subtree = false): Field {
  if (name.tagClass === 'context') {
    switch (name.tag) {
      case 0:
        return field('other-name', [
          field('oid', oidOf(name.children[0])),
          ...(OTHER_NAMES[oidOf(name.children[0])] === undefined ? [] : [field('known-as', OTHER_NAMES[oidOf(name.children[0])] ?? '')]),
          ...(name.children[1]?.children ?? []).map((child) => asn1Tree(child)),
        ])
      case 1:
        return field('rfc822-name', visible(textOf(name)))
      case 2:
        return field('dns-name', visible(textOf(name)))
      case 4:
        return field('directory-name', name.children[0] === undefined ? '' : rfc4514(name.children[0]))
      case 6:
        return field('uri', visible(textOf(name)))
      case 7: {
        const octets = Array.from(name.content)
        const half = octets.length / 2
        const network = subtree && (half === 4 || half === 16)
        return field('ip-address', network ? networkText(octets.slice(0, half), octets.slice(half)) : ipText(octets))
      }
      case 8:
        return field('registered-id', oidOf(name))
    }
  }
  return field('unknown-name', hex(name.raw))
}
