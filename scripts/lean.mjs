/** Modules that the program never reaches in its libraries are left out of what is built: one left out throws when it is used. */

/** Modules of pdfkit: the report brings its own fonts and breaks its own lines, has no pictures of points and is not encrypted. */
const MODULES = {
  fontkit: ['create'],
  linebreak: ['default'],
  'png-js': ['default'],
  '@noble/ciphers/aes': ['cbc', 'ecb'],
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
})
