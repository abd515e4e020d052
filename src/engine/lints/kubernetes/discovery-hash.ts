/** A hash for `kubeadm join` that is of no CA in the drop: the joining node refuses the cluster it finds. */
import { sha256Hex } from '../../x509/sha2.ts'
import { each, lint } from '../lint.ts'

const HASHES = /^discovery\.bootstrapToken\.caCertHashes$/

export const discoveryHash = lint({
  id: 'kubernetes/discovery-hash',
  citation: 'kubeadm join: pkg cmd/kubeadm/app/util/pubkeypin, SHA-256 of the SubjectPublicKeyInfo',
  severity: 'error',
  check: (c) => {
    const authorities = c.authorities.filter(({ id }) => c.places(id).some(({ file }) => /(^|\/)(pki|ssl)\/ca\.crt$/.test(file)))
    const known = new Map(
      authorities.map(({ id, publicKey }) => [`sha256:${sha256Hex(Uint8Array.from(publicKey.spki, (octet) => octet.charCodeAt(0)))}`, id]),
    )
    const settings = c.inventory.settings.flatMap(({ origin, settings: all }) =>
      origin === 'kubeadm-config' ? all.filter(({ name }) => HASHES.test(name)) : [],
    )
    return each(known.size === 0 ? [] : settings, ({ value, location }) =>
      known.has(value.toLowerCase())
        ? null
        : { certificates: [...known.values()], locations: [location], data: { presented: value, expected: [...known.keys()] } },
    )
  },
})
