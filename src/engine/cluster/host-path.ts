/** Paths as they stand in settings: POSIX, Windows (`C:\Users\me\.minikube\ca.crt`), relative; compared as one POSIX form. */

/** Anything to be taken out or turned round; most paths have nothing of the kind. */
const IRREGULAR = /\\|\/\/|(?:^|\/)\.\.?(?:\/|$)|.\/$|^[A-Za-z]:/

/** The path with `/` between its parts, without drive letter, `.`, `..` and doubled slashes; relative paths stay relative. */
export function posixPath(path: string): string {
  if (!IRREGULAR.test(path)) return path
  const slashed = path.replaceAll('\\', '/').replace(/^[A-Za-z]:(?=\/)/, '')
  const absolute = slashed.startsWith('/')
  const parts: string[] = []
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '..' || !absolute) parts.push(part)
  }
  return (absolute ? '/' : '') + parts.join('/')
}

export const isAbsolute = (path: string): boolean => path.startsWith('/')
