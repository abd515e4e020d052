/**
 * `npm run release`: everything a release consists of, in release/, each made twice and compared:
 * the page as an archive, the single file, the npm package, the list of components, and the SHA-256 of all of them.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { bundleInto } from './cli-bundle.mjs'
import { checkSize, single } from './single.mjs'
import { tarGz } from './tar.mjs'

const SBOM = '@cyclonedx/cyclonedx-npm@6.0.1'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'release')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()

/** The files of a folder as one archive, the same bytes for the same files. */
const archive = (folder) =>
  tarGz(
    Object.fromEntries(
      filesIn(folder).map((file) => [`pkiscope/${file.slice(folder.length + 1)}`, { content: readFileSync(file), mode: 0o644 }]),
    ),
  )

async function once() {
  const draft = mkdtempSync(join(tmpdir(), 'pkiscope-release-'))
  try {
    await build({ root, logLevel: 'warn', build: { outDir: join(draft, 'dist'), emptyOutDir: true } })
    await bundleInto(join(draft, 'dist-cli'))
    return {
      [`pkiscope-${version}.html`]: Buffer.from(await single()),
      [`pkiscope-${version}-web.tar.gz`]: archive(join(draft, 'dist')),
      'command line': archive(join(draft, 'dist-cli')),
    }
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

const first = await once()
const second = await once()
for (const [name, bytes] of Object.entries(first)) {
  if (!bytes.equals(second[name])) throw new Error(`${name} differs between two builds of the same sources`)
  console.log(`   the same twice: ${sha256(bytes)}  ${name}`)
}
checkSize(first[`pkiscope-${version}.html`].toString())

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
for (const [name, bytes] of Object.entries(first)) if (name.startsWith('pkiscope-')) writeFileSync(join(out, name), bytes)
copyFileSync(join(out, `pkiscope-${version}.html`), join(out, 'pkiscope.html'))

// The page and the command line contain their libraries: the package brings none, and runs nothing when it is installed.
const stage = mkdtempSync(join(tmpdir(), 'pkiscope-package-'))
try {
  const {
    scripts: _scripts,
    dependencies: _libraries,
    devDependencies: _tools,
    ...manifest
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  for (const path of [...manifest.files, 'README.md', 'LICENSE']) {
    if (path !== 'dist' && path !== 'dist-cli') cpSync(join(root, path), join(stage, path), { recursive: true })
  }
  await build({ root, logLevel: 'warn', build: { outDir: join(stage, 'dist'), emptyOutDir: true } })
  await bundleInto(join(stage, 'dist-cli'))
  execFileSync('npm', ['pack', '--silent', '--pack-destination', out], { cwd: stage, stdio: ['ignore', 'ignore', 'inherit'] })
} finally {
  rmSync(stage, { recursive: true, force: true })
}
execFileSync(
  'npx',
  [
    '--yes',
    SBOM,
    '--package-lock-only',
    '--omit',
    'dev',
    '--output-reproducible',
    '--output-format',
    'JSON',
    '--output-file',
    join(out, `pkiscope-${version}.cdx.json`),
  ],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
)
const sums = filesIn(out).map((file) => `${sha256(readFileSync(file))}  ${file.slice(out.length + 1)}\n`)
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
console.log(sums.join('').trimEnd())
