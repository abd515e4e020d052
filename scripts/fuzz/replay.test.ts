import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { caseOf } from './case.mjs'
import { targetsOf } from './targets.mjs'

const here = (path: string): URL => new URL(path, import.meta.url)
const archive = new Uint8Array(readFileSync(here('../../src/engine/testing/distributions/k3s.tar.gz')))
const targets = await targetsOf([archive])

test.each(readdirSync(here('crashers')).filter((name) => name.endsWith('.bin')))('%s no longer does', async (name) => {
  const target = targets[name.slice(0, name.indexOf('-')) as keyof typeof targets]
  await target.run(new Uint8Array(readFileSync(here(`crashers/${name}`))), { path: name })
})

test.each(Object.keys(targets) as (keyof typeof targets)[])('%s: forty hostile relatives of honest input', async (name) => {
  const made = new Set<string>()
  for (let number = 0; number < 40; number++) {
    const { from, bytes } = caseOf(targets[name], 7, number)
    made.add(Buffer.from(bytes).toString('latin1'))
    await targets[name].run(bytes, from as { path: string })
  }
  // The same forty, were the mutations to do nothing.
  expect(made.size).toBeGreaterThan(20)
})
