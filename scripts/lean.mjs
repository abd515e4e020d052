/** What the program never reaches in its libraries is left out of what is built: a function left out throws when it is used. */

/** Modules of pdfkit: the report brings its own fonts and breaks its own lines, has no pictures of points and is not encrypted. */
const MODULES = {
  fontkit: ['create'],
  linebreak: ['default'],
  'png-js': ['default'],
  '@noble/ciphers/aes': ['cbc', 'ecb'],
}

/** Parts left out of libraries that are one file, which a bundler cannot take apart since they are put together when they run. */
const LIBRARIES = {
  // Drawn on a canvas where it is told: no layout but the one that is told, no analysis of graphs, no WebGL.
  'cytoscape/dist/cytoscape.esm.mjs': (code) =>
    without(code, [
      ['[elesfn$v, elesfn$u,', '.forEach(function (props) {\n  extend(elesfn$j, props);', '[]'],
      ['/* eslint-disable no-unused-vars */\nvar defaults$7', '// default layout options\nvar defaults$2 ='],
      ['function RandomLayout(options) {', 'var layout = [{'],
      ["  name: 'breadthfirst',", "  name: 'null',\n  impl: NullLayout"],
      [", {\n  name: 'random',", '];\n\nfunction NullRenderer'],
      ['var CRp$4 = {};', 'var CRp$3 = {};'],
      ['CRp$4, CRp$3, CRp$2, CRp$1].forEach', 'CRp$3, CRp$2, CRp$1].forEach'],
    ]),
  // It decodes, and verifies, signs and decrypts nothing: that is what its asynchronous methods are for. A static block is code to a bundler,
  // which keeps the class for it; a static field is none, and a class that nobody uses goes.
  'pkijs/build/index.js': (code) =>
    without(code, [['\ninitCryptoEngine();', '\n//#endregion']])
      .replace(/^\tasync \w+\([^]*?^\t\}\n/gm, '')
      .replace(/\bstatic \{\s*this\.(\w+) = ([\w$]+|"[^"]*");\s*\}/g, 'static $1 = $2;'),
}

/** Each part reaches from its first text, which stands there once, up to its second, which stays; the third stands there instead. */
function without(code, parts) {
  for (const [from, to, instead = ''] of parts) {
    const start = code.indexOf(from)
    const end = code.indexOf(to, start + 1)
    if (start < 0 || end < 0 || code.includes(from, start + 1)) throw new Error(`another version of the library: not once ${from}`)
    code = code.slice(0, start) + instead + code.slice(end)
  }
  return code
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
    const left = LIBRARIES[id.split('/node_modules/').at(-1)]?.(code)
    return left === undefined ? null : { code: left, map: { mappings: '' } }
  },
})
