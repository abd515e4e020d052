/**
 * Talos' machine configurations: each is a node whose secrets machined writes below /system/secrets when it boots, so that what stands in
 * the configuration stands at those paths (pkg/machinery/constants; internal/app/machined/pkg/controllers/secrets).
 */
import type { Inventory, PemText, Settings } from '../inventory/inventory.ts'
import { HostFiles, HostPaths } from './host-files.ts'
import { talos, TALOS } from './layouts/talos.ts'
import type { NodeDraft } from './node.ts'
import type { Tree } from './nodes.ts'
import { nameOf } from '../encoding/paths.ts'

/** Fields of the configuration by the path they are written to. Only a control plane has the keys. */
const WORKER: Readonly<Record<string, string>> = { '/etc/kubernetes/pki/ca.crt': 'cluster.ca.crt' }
const CONTROL_PLANE: Readonly<Record<string, string>> = {
  ...WORKER,
  [`${TALOS.api}/ca.crt`]: 'cluster.ca.crt',
  [`${TALOS.api}/aggregator-ca.crt`]: 'cluster.aggregatorCA.crt',
  [`${TALOS.api}/etcd-client-ca.crt`]: 'cluster.etcd.ca.crt',
  [`${TALOS.api}/service-account.key`]: 'cluster.serviceAccount.key',
  [`${TALOS.api}/service-account.pub`]: 'cluster.serviceAccount.key',
  [`${TALOS.manager}/ca.crt`]: 'cluster.ca.crt',
  [`${TALOS.manager}/ca.key`]: 'cluster.ca.key',
  [`${TALOS.manager}/service-account.key`]: 'cluster.serviceAccount.key',
  [`${TALOS.etcd}/ca.crt`]: 'cluster.etcd.ca.crt',
}

const valueOf = ({ settings }: Settings, wanted: string): string | null => settings.find(({ name }) => name === wanted)?.value ?? null

/** The place of a field among the files of the drop. */
const placeOf = (file: string, field: string): string => `${file}#${field}`

/** Fields of machine configurations as if they were files: `cluster.ca.crt` together with the CAs accepted beside it. */
export function machineTexts({ settings, texts }: Inventory): Map<string, PemText> {
  const files = new Set(settings.flatMap(({ origin, location }) => (origin === 'machine-config' ? [location.file] : [])))
  const found = new Map<string, PemText>()
  if (files.size === 0) return found
  for (const text of texts) {
    const { file, field } = text.location
    if (field === null || !files.has(file)) continue
    const accepted = /^cluster\.acceptedCAs\.\d+\.crt$/.test(field)
    const place = placeOf(file, accepted ? 'cluster.ca.crt' : field)
    const known = found.get(place)
    found.set(place, known === undefined ? text : { ...known, blocks: [...known.blocks, ...text.blocks] })
  }
  return found
}

export function machineNode(config: Settings, texts: ReadonlyMap<string, PemText>, alone: boolean): NodeDraft {
  const { file } = config.location
  const controlPlane = /^(controlplane|init)$/.test(valueOf(config, 'machine.type') ?? '')
  const files = new Map(
    Object.entries(controlPlane ? CONTROL_PLANE : WORKER).flatMap(([path, field]) =>
      texts.has(placeOf(file, field)) ? [[path, placeOf(file, field)] as const] : [],
    ),
  )
  const tree: Tree = {
    root: `machine:${file}`,
    folder: null,
    bare: false,
    loose: true,
    files: new HostFiles(new HostPaths([...files.keys()], false), [...files.values()]),
    paths: [],
    mounts: [],
  }
  const hostname = valueOf(config, 'machine.network.hostname')
  const addresses = config.settings.flatMap(({ name, value }) =>
    /^machine\.network\.interfaces\[\d+\]\.addresses$/.test(name) ? [value.replace(/\/\d+$/, '')] : [],
  )
  return {
    tree,
    layout: talos,
    sources: [config],
    hostname,
    // `talosctl gen config` writes controlplane.yaml and worker.yaml, for as many nodes as there will be.
    name: hostname ?? (alone ? null : nameOf(file).replace(/\.ya?ml$/, '')),
    weak: hostname === null,
    several: true,
    nameFrom: hostname === null ? 'folder' : 'hostname',
    addresses,
  }
}
