/** Canaries: what no export, view or message may ever hold. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Parts of private keys that are not their public half, in PEM and as kubeconfigs embed them; tokens. */
export function secrets(directory: string): string[] {
  const found: string[] = []
  const ofKey = (text: string) => {
    for (const block of text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]*?)-----END/g)) {
      const lines = (block[1] ?? '').split(/\s+/).filter((l) => l.length >= 60)
      // RSA: the modulus comes first and is public. EC: the scalar comes first, the point after it is public.
      found.push(
        ...(lines.length > 8
          ? lines.slice(Math.floor(lines.length * 0.4), Math.floor(lines.length * 0.4) + 3)
          : lines.slice(0, 1).map((l) => l.slice(14, 50))),
      )
    }
  }
  for (const file of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const text = readFileSync(join(file.parentPath, file.name), 'latin1')
    ofKey(text)
    for (const value of text.matchAll(/client-key-data"?: *"?([\w+/=]{100,})/g)) {
      ofKey(Buffer.from(value[1] ?? '', 'base64').toString('latin1'))
      found.push((value[1] ?? '').slice(62, 110))
    }
    for (const value of text.matchAll(/(?:token|password)"?: *"?([\w.-]{40,})/g)) found.push((value[1] ?? '').slice(-40))
  }
  return found.filter((s) => s.length >= 30)
}
