// Runs cases one after another and says where it is, so that whoever watches knows which one never ended.
import { parentPort, workerData } from 'node:worker_threads'
import { caseOf } from './case.mjs'
import { targetsOf } from './targets.mjs'

const { archives, only, seed, start, until } = workerData
const targets = Object.entries(await targetsOf(archives)).filter(([name]) => only === null || name === only)
const runs = Object.fromEntries(targets.map(([name]) => [name, 0]))
const slowest = Object.fromEntries(targets.map(([name]) => [name, 0]))
let number = start
for (; Date.now() < until; number++) {
  const [name, target] = targets[number % targets.length]
  parentPort.postMessage({ at: number, name })
  const { from, bytes } = caseOf(target, seed, number)
  const began = performance.now()
  try {
    await target.run(bytes, from)
  } catch (error) {
    parentPort.postMessage({ threw: number, name, what: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
  runs[name]++
  slowest[name] = Math.max(slowest[name], performance.now() - began)
}
parentPort.postMessage({ done: number, runs, slowest })
