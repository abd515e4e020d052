/**
 * What the program never reaches in its libraries is left out of what is built. A module left out throws when it is used; a class left out
 * cannot be made. Where a new version of a library no longer has what is named here, the build stops.
 */
import { parseSync } from 'vite'

/** Modules of pdfkit: the report brings its own fonts and breaks its own lines, has no pictures of points and is not encrypted. */
const MODULES = {
  fontkit: ['create'],
  linebreak: ['default'],
  'png-js': ['default'],
  '@noble/ciphers/aes': ['cbc', 'ecb'],
}

/**
 * Declarations by file, and whether asynchronous methods go too. pkijs decodes for us, which it does synchronously: what it signs, verifies
 * and encrypts is left out. The graph has positions of its own and is drawn on a canvas: no layouts, no searches, no WebGL.
 */
const DECLARATIONS = [
  {
    file: /\/pkijs\/build\/index\.js$/,
    asynchronous: true,
    names:
      'CryptoEngine initCryptoEngine CertificateChainValidationEngine EnvelopedData BasicOCSPResponse OCSPRequest OCSPResponse TSTInfo TimeStampReq TimeStampResp',
  },
  {
    file: /\/cytoscape\/dist\/cytoscape\.esm\.mjs$/,
    asynchronous: false,
    names:
      'BreadthFirstLayout CircleLayout ConcentricLayout CoseLayout GridLayout RandomLayout ElementDrawingWebGL CRp$4 ' +
      'elesfn$v elesfn$u elesfn$t elesfn$s elesfn$r elesfn$q elesfn$p elesfn$o elesfn$n elesfn$m elesfn$l elesfn$k ' +
      'markovClustering$1 kClustering hierarchicalClustering$1 affinityPropagation$1 hopcroftTarjanBiconnected$1 tarjanStronglyConnected$1',
  },
]

const THROWS = `throw new Error('left out of this build')`

/** `code` without them: the pieces to write instead, by where they stand. */
function emptied(code, { names, asynchronous }, id) {
  const left = new Map(names.split(' ').map((name) => [name, 0]))
  /** @type {[start: number, end: number, text: string][]} */
  const pieces = []
  const cut = (name, node, text) => {
    left.set(name, (left.get(name) ?? 0) + 1)
    pieces.push([node.start, node.end, text])
  }
  const classBody = (node) => {
    for (const member of node.body.body)
      if (asynchronous && member.type === 'MethodDefinition' && member.value.async)
        pieces.push([member.value.body.start, member.value.body.end, `{ ${THROWS} }`])
  }
  const visit = (node) => {
    if (node.type === 'ExportNamedDeclaration' && node.declaration) return visit(node.declaration)
    if (node.type === 'ClassDeclaration' || node.type === 'FunctionDeclaration') {
      if (left.has(node.id.name)) cut(node.id.name, node, `function ${node.id.name}() { ${THROWS} }`)
      else if (node.type === 'ClassDeclaration') classBody(node)
    } else if (node.type === 'VariableDeclaration') {
      for (const { id: target, init } of node.declarations) {
        if (left.has(target.name)) cut(target.name, init, init.type === 'ObjectExpression' ? '{}' : `function () { ${THROWS} }`)
        else if (init?.type === 'ClassExpression') classBody(init)
      }
    } else if (node.type === 'ExpressionStatement') {
      // `Name.prototype.method = …` and `name()`.
      let root = node.expression.left ?? node.expression.callee ?? node.expression
      while (root.type === 'MemberExpression') root = root.object
      if (left.has(root.name)) pieces.push([node.start, node.end, ''])
    }
  }
  for (const node of parseSync(id, code).program.body) visit(node)
  const unknown = [...left].flatMap(([name, count]) => (count === 1 ? [] : [name]))
  if (unknown.length > 0) throw new Error(`scripts/lean.mjs does not know this version of ${id}: ${unknown.join(', ')}`)
  let text = ''
  let from = 0
  for (const [start, end, piece] of pieces.sort(([a], [b]) => a - b)) {
    text += code.slice(from, start) + piece
    from = end
  }
  return text + code.slice(from)
}

const absent = (name, exports) =>
  `const absent = () => { throw new Error('${name} is left out of this build') }\n` +
  exports.map((one) => (one === 'default' ? 'export default absent' : `export const ${one} = absent`)).join('\n')

/** @returns {import('vite').Plugin} */
export const lean = () => ({
  name: 'pkiscope:lean',
  enforce: 'pre',
  resolveId: (id) => (id in MODULES ? `\0absent:${id}` : null),
  load(id) {
    const name = id.startsWith('\0absent:') ? id.slice('\0absent:'.length) : null
    return name === null ? null : absent(name, MODULES[name])
  },
  transform(code, id) {
    const file = id.replaceAll('\\', '/')
    const found = DECLARATIONS.find((one) => one.file.test(file))
    return found === undefined ? null : { code: emptied(code, found, file), map: { mappings: '' } }
  },
})
