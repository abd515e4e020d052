/** Configuration objects to settings: fields by their dotted path, lists repeated. */
import { isYamlMap, type YamlDocument, type YamlMap, type YamlValue } from '../encoding/yaml.ts'
import type { Setting } from './inventory.ts'
import type { SourceFile } from './reader.ts'
import { keptSetting } from './secret.ts'

export const text = (value: YamlValue | undefined): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
export const map = (value: YamlValue | undefined): YamlMap => (isYamlMap(value) ? value : {})
export const list = (value: YamlValue | undefined): readonly YamlValue[] => (Array.isArray(value) ? (value as readonly YamlValue[]) : [])
export const texts = (value: YamlValue | undefined): string[] => list(value).flatMap((one) => text(one) ?? [])

/** Every scalar of `value` as a setting named by its path; a list of scalars is one setting an entry. */
export function fieldsOf(file: SourceFile, document: YamlDocument, value: YamlValue): Setting[] {
  const settings: Setting[] = []
  // One path for all of them: it is where the walk is.
  const path: (string | number)[] = []
  const walk = (at: YamlValue, name: string): void => {
    if (Array.isArray(at)) {
      for (const [i, child] of (at as readonly YamlValue[]).entries()) {
        path.push(i)
        walk(child, isYamlMap(child) || Array.isArray(child) ? `${name}[${i}]` : name)
        path.pop()
      }
    } else if (isYamlMap(at)) {
      for (const key of Object.keys(at)) {
        const child = at[key]
        if (child === undefined) continue
        path.push(key)
        walk(child, name === '' ? key : `${name}.${key}`)
        path.pop()
      }
    } else {
      const scalar = text(at)
      if (scalar === null || name === '') return
      settings.push(keptSetting(name, scalar.slice(0, 4096), file.at(document.lineOf(path))))
    }
  }
  walk(value, '')
  return settings
}
