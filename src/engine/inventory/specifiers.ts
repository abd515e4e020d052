/** Specifiers of systemd units (systemd.unit(5)): those a unit's name, its host's name and the system's directories fill in. */

/** Of a unit of the system's manager. */
const FIXED: Readonly<Record<string, string>> = {
  '%': '%',
  C: '/var/cache',
  E: '/etc',
  G: '0',
  L: '/var/log',
  S: '/var/lib',
  T: '/tmp',
  U: '0',
  V: '/var/tmp',
  g: 'root',
  h: '/root',
  t: '/run',
  u: 'root',
}

/**
 * Fills in what it can. What is left stands as a variable nobody fills in (`${%H}`), which names no file and no host: an instance of a template
 * whose name is not known, a host without /etc/hostname in the drop.
 */
export function fillSpecifiers(text: string, unit: string, host: string | null, unfilled: (specifier: string) => void): string {
  if (!text.includes('%')) return text
  const open = new Set<string>()
  const filled = text.replace(/%([%A-Za-z])/g, (whole, letter: string) => {
    const value = FIXED[letter] ?? byName(letter, unit) ?? byHost(letter, host)
    if (value !== null) return value
    open.add(whole)
    return `\${${whole}}`
  })
  for (const one of open) unfilled(one)
  return filled
}

function byName(letter: string, unit: string): string | null {
  const bare = unit.replace(/\.[a-z]+$/, '')
  const at = bare.indexOf('@')
  const prefix = at < 0 ? bare : bare.slice(0, at)
  const instance = at < 0 ? '' : bare.slice(at + 1)
  // A template by itself has no instance, and so no full name.
  const template = at >= 0 && instance === ''
  switch (letter) {
    case 'n':
      return template ? null : unit
    case 'N':
      return template ? null : bare
    case 'p':
      return prefix
    case 'P':
      return unescapeName(prefix)
    case 'j':
      return prefix.slice(prefix.lastIndexOf('-') + 1)
    case 'J':
      return unescapeName(prefix.slice(prefix.lastIndexOf('-') + 1))
    case 'i':
      return template ? null : instance
    case 'I':
      return template ? null : unescapeName(instance)
    default:
      return null
  }
}

function byHost(letter: string, host: string | null): string | null {
  if (host === null) return null
  return letter === 'H' ? host : letter === 'l' ? host.replace(/\..*$/, '') : null
}

/** `var-lib-etcd` -> `var/lib/etcd`, `\x2d` -> `-`. */
const unescapeName = (name: string): string =>
  name.replaceAll('-', '/').replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
