// Resident memory of a browser's renderers, where the system tells it (Linux); null elsewhere.
import { readdirSync, readFileSync } from 'node:fs'

const read = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Bytes of all renderer processes below this one. */
function renderers(root) {
  const parents = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1]
    if (parent) parents.set(Number(name), Number(parent))
  }
  const below = (pid) => {
    for (let at = pid; at !== undefined; at = parents.get(at)) if (at === root) return true
    return false
  }
  let sum = 0
  for (const pid of parents.keys())
    if (below(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'))
      sum += Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024
  return sum
}

/** Watches until asked: the peak over what there was at the start, in bytes. */
export function watchMemory(root) {
  if (process.platform !== 'linux') return () => null
  const start = renderers(root)
  let peak = start
  const timer = setInterval(() => (peak = Math.max(peak, renderers(root))), 50)
  return () => {
    clearInterval(timer)
    return Math.max(peak, renderers(root)) - start
  }
}
