/** Blocks that no component reads: encrypted keys, unknown types, damaged armour. */
import { each, lint } from '../lint.ts'

export const oddPem = lint({
  id: 'advice/odd-pem',
  citation: 'Go encoding/pem',
  severity: 'notice',
  check: (c) =>
    each(c.inventory.texts, (text) => {
      const [only] = text.blocks
      if (text.blocks.length === 1 && text.hidden.length === 0 && only?.error === null && (only.certificate ?? only.key) !== null)
        return null
      const odd = text.blocks.filter(
        (b) =>
          b.error !== null || (b.certificate === null && b.key === null && !/PARAMETERS|CERTIFICATE REQUEST|X509 CRL|PKCS7/.test(b.type)),
      )
      const twice = text.blocks.filter(
        (b, i) => b.certificate !== null && text.blocks.findIndex((o) => o.certificate === b.certificate) !== i,
      )
      const line = [...odd, ...twice][0]?.line ?? text.hidden[0]?.line
      return line === undefined
        ? null
        : {
            locations: [{ ...text.location, line: text.location.line ?? line }],
            data: { odd: odd.length + text.hidden.length, twice: twice.length },
          }
    }),
})
