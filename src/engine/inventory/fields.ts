/** Configuration objects to settings: fields by their dotted path, lists repeated. */
import { isYamlMap, type YamlDocument, type YamlMap, type YamlValue } from '../encoding/yaml.ts'
import type { Setting } from './inventory.ts'
import type { SourceFile } from './reader.ts'
import { keptValue } from './secret.ts'

export const text = (value: YamlValue | undefined): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
export const map = (value: YamlValue | undefined): YamlMap => (isYamlMap(value) ? value : {})
export const list = (value: YamlValue | undefined): readonly YamlValue[] => (Array.isArray(value) ? (value as readonly YamlValue[]) : [])
export const texts = (value: YamlValue | undefined): string[] => list(value).flatMap((one) => text(one) ?? [])

/** Every scalar below `value` as a setting named by its path; a list of scalars is one setting an entry. */
export function fieldsOf(
  file: SourceFile,
  document: YamlDocument,
  value: YamlValue,
  prefix: readonly (string | number)[] = [],
  name = '',
): Setting[] {
  if (isYamlMap(value))
    return Object.entries(value).flatMap(([key, child]) =>
      child === undefined ? [] : fieldsOf(file, document, child, [...prefix, key], name === '' ? key : `${name}.${key}`),
    )
  if (Array.isArray(value))
    return (value as readonly YamlValue[]).flatMap((child, i) =>
      fieldsOf(file, document, child, [...prefix, i], isYamlMap(child) || Array.isArray(child) ? `${name}[${i}]` : name),
    )
  const scalar = text(value)
  if (scalar === null || name === '') return []
  return [{ name, value: keptValue(name, scalar.slice(0, 4096)), location: file.at(document.lineOf(prefix)) }]
}
