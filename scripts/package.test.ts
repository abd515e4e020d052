import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import lock from '../package-lock.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))

test('the package holds the page, the command line and their papers, and nothing else', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }]
  const paths = files.map((file) => file.path)
  const allowed = [
    /^(package\.json|LICENSE|README(\.zh-CN)?\.md|CHANGELOG\.md|THIRD-PARTY-LICENCES\.md)$/,
    /^bin\/(pkiscope|run-audit)\.mjs$/,
    /^scripts\/(headers|serve)\.mjs$/,
    /^dist\/(index\.html|assets\/[\w.-]+\.(js|css|woff2|svg|png))$/,
    /^dist\/examples\/[\w.-]+\.(tar\.gz|tgz|zip)$/,
    /^dist-cli\/[\w.-]+\.mjs$/,
  ]
  expect(paths.filter((path) => !allowed.some((one) => one.test(path)))).toEqual([])
  expect(paths).toEqual(
    expect.arrayContaining([
      'bin/pkiscope.mjs',
      'bin/run-audit.mjs',
      'scripts/serve.mjs',
      'scripts/headers.mjs',
      'LICENSE',
      'package.json',
    ]),
  )
})

test('at most ten direct runtime dependencies, all of exact version', () => {
  expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(10)
  for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
})

interface Locked {
  readonly hasInstallScript?: boolean
  readonly license?: string
  readonly dev?: boolean
  readonly optional?: boolean
}
const packages = Object.entries(lock.packages as unknown as Record<string, Locked>)

test('no dependency runs a script when it is installed', () => {
  expect(packages.filter(([, one]) => one.hasInstallScript && !one.optional)).toEqual([])
})

test('no dependency of the page is under a copyleft licence', () => {
  const shipped = packages.filter(([path, one]) => path !== '' && !one.dev)
  expect(shipped.length).toBeGreaterThan(10)
  const free = /^(\(?(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|Zlib|OFL-1\.1)( (AND|OR) )?)+\)?$/
  const names = shipped.filter(([, one]) => !free.test(one.license ?? '')).map(([path]) => path)
  // Says MIT in its LICENSE file alone.
  expect(names.filter((path) => path !== 'node_modules/png-js')).toEqual([])
})
