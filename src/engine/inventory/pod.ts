/** The containers of one pod to settings: flags of `command` and `args`, exec probes, host paths. */
import { isYamlMap, type YamlDocument, type YamlMap, type YamlValue } from '../encoding/yaml.ts'
import type { Collector } from './collector.ts'
import { flagsOf, PROGRAMS, programOf, type Word } from './command-line.ts'
import { list, map, text } from './fields.ts'
import type { Setting, Settings, SettingsOrigin } from './inventory.ts'
import type { SourceFile } from './reader.ts'
import { isSecret } from './secret.ts'

interface PodSource {
  readonly spec: YamlMap
  /** Where the spec stands in the document. */
  readonly path: readonly (string | number)[]
  readonly metadata: YamlMap
  readonly origin: SettingsOrigin
}

/** True where a container runs a program whose settings are kept. */
export function readPod(file: SourceFile, document: YamlDocument, { spec, path, metadata, origin }: PodSource, into: Collector): boolean {
  let found = false
  for (const kind of ['containers', 'initContainers']) {
    list(spec[kind]).forEach((container, i) => {
      if (!isYamlMap(container)) return
      const at = [...path, kind, i]
      const expand = expander(spec, container)
      const words = (['command', 'args'] as const).flatMap((field): Word[] =>
        list(container[field]).flatMap((word, j) => {
          const value = text(word)
          return value === null ? [] : [{ text: expand(value), location: file.at(document.lineOf([...at, field, j])) }]
        }),
      )
      const name = text(container['name'])
      const named = programOf(words)
      const program =
        named !== null && (PROGRAMS as readonly string[]).includes(named.program)
          ? named.program
          : ((PROGRAMS as readonly string[]).find((one) => one === name) ?? named?.program ?? null)
      if (program === null) return
      const mounts = mountsOf(spec, container)
      into.settings.push({
        origin,
        program,
        mounts,
        location: file.at(document.lineOf(at)),
        settings: [...environment(file, document, container, at), ...flagsOf(named?.rest ?? words)],
        probes: probesOf(file, document, container, at),
        image: text(container['image']),
        name: text(metadata['name']),
        namespace: text(metadata['namespace']),
        nodeName: text(spec['nodeName']),
        includes: [],
      } satisfies Settings)
      found = true
    })
  }
  return found
}

function mountsOf(spec: YamlMap, container: YamlMap): Settings['mounts'] {
  const hostPaths = new Map(
    list(spec['volumes']).flatMap((volume): [string, string][] => {
      const [name, path] = [text(map(volume)['name']), text(map(map(volume)['hostPath'])['path'])]
      return name === null || path === null ? [] : [[name, path]]
    }),
  )
  return list(container['volumeMounts']).flatMap((mount) => {
    const [name, mountPath] = [text(map(mount)['name']), text(map(mount)['mountPath'])]
    const hostPath = name === null ? undefined : hostPaths.get(name)
    const sub = text(map(mount)['subPath'])
    return mountPath === null || hostPath === undefined
      ? []
      : [
          {
            mountPath,
            hostPath: sub === null ? hostPath : `${hostPath.replace(/\/$/, '')}/${sub}`,
            readOnly: map(mount)['readOnly'] === true,
          },
        ]
  })
}

/** `$(NAME)` as the kubelet replaces it in command and args; in a script, which has white space, also as a shell does. */
function expander(spec: YamlMap, container: YamlMap): (text: string) => string {
  const values = new Map<string, string>()
  for (const entry of list(container['env'])) {
    const name = text(map(entry)['name'])
    const field = text(map(map(map(entry)['valueFrom'])['fieldRef'])['fieldPath'])
    const value = text(map(entry)['value']) ?? (field === 'spec.nodeName' ? text(spec['nodeName']) : null)
    if (name !== null && value !== null && !isSecret(name)) values.set(name, value)
  }
  if (values.size === 0) return (text) => text
  return (text) =>
    text.replace(/\$(?:\((\w+)\)|\{(\w+)\}|(\w+))/g, (whole, kubelet?: string, braces?: string, bare?: string) =>
      kubelet === undefined && !/\s/.test(text.trim()) ? whole : (values.get(kubelet ?? braces ?? bare ?? '') ?? whole),
    )
}

/** Only etcd is configured by its environment; other variables are nobody's setting and may be secret. */
function environment(file: SourceFile, document: YamlDocument, container: YamlMap, at: readonly (string | number)[]): Setting[] {
  return list(container['env']).flatMap((entry, i) => {
    const [name, value] = [text(map(entry)['name']), text(map(entry)['value'])]
    return name === null || value === null || !/^ETCD(CTL)?_/.test(name) || isSecret(name)
      ? []
      : [{ name, value, location: file.at(document.lineOf([...at, 'env', i])) }]
  })
}

function probesOf(file: SourceFile, document: YamlDocument, container: YamlMap, at: readonly (string | number)[]): Settings['probes'] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => {
    const command: YamlValue | undefined = map(map(container[probe])['exec'])['command']
    const words = list(command).flatMap((word, i): Word[] => {
      const value = text(word)
      return value === null ? [] : [{ text: value, location: file.at(document.lineOf([...at, probe, 'exec', 'command', i])) }]
    })
    const named = words.length === 0 ? null : programOf(words)
    return named === null ? [] : [{ program: named.program, settings: flagsOf(named.rest) }]
  })
}
