// The Go program of the same archive: what native code takes, with one thread and with all.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'

/** In: where its source is, and a folder to build it in. Out: how to time it, null where it cannot be built; no times of an archive in which it meets a file it cannot read. */
export function goFloor(source, folder) {
  if (!existsSync(source)) return null
  try {
    cpSync(source, folder, { recursive: true })
    execFileSync('chmod', ['-R', 'u+w', folder])
    for (const args of [
      ['mod', 'tidy'],
      ['build', '-o', 'gofloor', '.'],
    ])
      execFileSync('go', args, { cwd: folder, stdio: 'ignore' })
  } catch {
    return null
  }
  return (archive) => {
    let out = ''
    try {
      out = execFileSync(join(folder, 'gofloor'), [archive], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {
      // It gives up at the first such file.
    }
    const runs = [...out.matchAll(/goroutines=(\d+) .*total:(\d+)/g)].map(([, threads, ms]) => [Number(threads), Number(ms)])
    const best = (wanted) => {
      const times = runs.filter(([threads]) => wanted(threads)).map(([, ms]) => ms)
      return times.sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? null
    }
    return { one: best((n) => n === 1), all: best((n) => n > 1) }
  }
}
