/** Files of flags, one a line: MicroK8s' args (${SNAP_DATA} expanded as snapd mounts it) and the config.yaml of k3s and RKE2. */
import { isYamlMap } from '../../encoding/yaml.ts'
import { flagsOf, PROGRAMS, type Word } from '../command-line.ts'
import { fieldsOf } from '../fields.ts'
import { NO_POD, type Reader } from '../reader.ts'

const SNAP: Readonly<Record<string, string>> = {
  SNAP_DATA: '/var/snap/microk8s/current',
  SNAP_COMMON: '/var/snap/microk8s/common',
  SNAP: '/snap/microk8s/current',
}

export const argsFile: Reader = {
  id: 'args-file',
  read(file, into) {
    const rancher = /(^|\/)etc\/rancher\/(k3s|rke2)\/config\.yaml(\.d\/[^/]+\.yaml)?$/.exec(file.path)
    if (rancher !== null) {
      const [document] = file.yaml.documents
      if (document === undefined || !isYamlMap(document.value)) return false
      const settings = fieldsOf(file, document, document.value).map((setting) => ({ ...setting, name: `--${setting.name}` }))
      into.settings.push({
        origin: 'args-file',
        program: rancher[2]!,
        location: file.at(1),
        settings,
        ...NO_POD,
      })
      return true
    }
    const program = PROGRAMS.find((one) => one === file.name || `${one}.args` === file.name)
    if (program === undefined) return false
    const words: Word[] = []
    for (const [i, raw] of file.text.split(/\r?\n/).entries()) {
      const line = raw.trim()
      if (line === '' || line.startsWith('#')) continue
      if (!line.startsWith('-')) return false
      const [, flag, value] = /^(\S+?)(?:[=\s]\s*(.*))?$/s.exec(line) as unknown as [string, string, string | undefined]
      const expanded = value?.replace(/\$\{?(SNAP\w*)\}?/g, (whole, name: string) => SNAP[name] ?? whole)
      words.push({ text: expanded === undefined ? flag : `${flag}=${expanded.replace(/^(["'])(.*)\1$/, '$2')}`, location: file.at(i + 1) })
    }
    if (words.length === 0) return false
    into.settings.push({
      origin: 'args-file',
      program,
      location: file.at(1),
      settings: flagsOf(words),
      ...NO_POD,
    })
    return true
  },
}
