/** The libraries without what we never reach: the tests run them as they are built, and a version in which nothing is found is refused. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import cytoscape from 'cytoscape'
import { Certificate, SignedData } from 'pkijs'
import { expect, it } from 'vitest'
import { lean } from './lean.mjs'

it('leaves out what we do not use, and keeps what we do', () => {
  const cy = cytoscape({ headless: true, elements: [{ data: { id: 'a' } }] })
  expect(cy.getElementById('a').nonempty()).toBe(true)
  expect('dijkstra' in cy.elements()).toBe(false)
  expect('verify' in Certificate.prototype).toBe(false)
  expect('verify' in SignedData.prototype).toBe(false)
  expect(Certificate.CLASS_NAME).toBe('Certificate')
})

it.each(['cytoscape/dist/cytoscape.esm.mjs', 'pkijs/build/index.js'])('takes only the version of %s it knows', (name) => {
  const transform = lean().transform as unknown as (code: string, id: string) => { code: string } | null
  const code = readFileSync(fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)), 'utf8')
  const left = transform(code, `/somewhere/node_modules/${name}`)?.code ?? ''
  expect(left.length).toBeLessThan(code.length - 50_000)
  expect(() => transform(left, `/somewhere/node_modules/${name}`)).toThrow('another version')
  expect(transform(code, '/somewhere/else.js')).toBeNull()
})
