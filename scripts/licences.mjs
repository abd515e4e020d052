/** `npm run licences`: THIRD-PARTY-LICENCES.md, the texts of everything the page and the command line contain. `--check` compares only. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'THIRD-PARTY-LICENCES.md')

/** The Chinese and Latin glyphs of the report are cut from it at build time. */
const SHIPPED_THOUGH_DEVELOPMENT = ['node_modules/@expo-google-fonts/noto-sans-sc']

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'))

function textsOf(folder) {
  return readdirSync(join(root, folder))
    .filter((name) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(name))
    .sort()
    .map((name) =>
      readFileSync(join(root, folder, name), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    )
}

export function licences() {
  const { packages } = read('package-lock.json')
  const folders = Object.entries(packages)
    .filter(([folder, one]) => folder !== '' && ((!one.dev && !one.optional) || SHIPPED_THOUGH_DEVELOPMENT.includes(folder)))
    .map(([folder]) => folder)
    .filter((folder) => existsSync(join(root, folder)))
    .sort()
  const parts = folders.map((folder) => {
    const { name, version, license, homepage } = read(`${folder}/package.json`)
    const texts = textsOf(folder)
    const body =
      texts.length > 0 ? texts.map((text) => `\`\`\`text\n${text}\n\`\`\``).join('\n\n') : 'No licence text is part of the package.'
    return `## ${name} ${version}\n\n${license ?? 'licence: see below'}${homepage ? `, <${homepage}>` : ''}\n\n${body}\n`
  })
  return `# Third-party licences

pkiscope itself is under the Apache License 2.0 (LICENSE). The page and the command line contain the software below.
Written by \`npm run licences\`; do not edit.

${parts.join('\n')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = licences()
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('THIRD-PARTY-LICENCES.md is out of date: npm run licences')
    process.exit(1)
  }
}
