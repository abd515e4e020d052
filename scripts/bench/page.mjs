// What the page is measured against, in the same browser: bare WebCrypto on the same signatures, and a careful pipeline of libraries.
import { fromBER } from 'asn1js'
import { Certificate } from 'pkijs'
import { parse } from 'yaml'
import { read } from '../../src/engine/read.ts'
import { decodeBase64 } from '../../src/engine/encoding/base64.ts'

const AT_ONCE = 256
const BLOCK = 512
const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g
const octets = (latin1) => Uint8Array.from(latin1, (c) => c.charCodeAt(0))

/** r and s of an ECDSA signature as WebCrypto wants them: each as long as the curve. */
function raw(der, size) {
  const out = new Uint8Array(2 * size)
  let at = der[1] & 0x80 ? 3 : 2
  for (const end of [size, 2 * size]) {
    const length = der[at + 1]
    const bytes = der.subarray(at + 2, at + 2 + length)
    const own = bytes.length > size ? bytes.subarray(bytes.length - size) : bytes
    out.set(own, end - own.length)
    at += 2 + length
  }
  return out
}

/** The signatures of an archive with their keys imported, ready for nothing but verification: set-up, not measured. */
async function jobsOf(bytes) {
  const { inventory, signatures } = await read([{ path: 'fleet.tgz', bytes }], {})
  const keys = new Map()
  const jobs = []
  for (const { id, der, tbs, signature } of inventory.certificates) {
    const issuer = inventory.certificates[signatures.signers(id)[0]]
    if (issuer === undefined) continue
    const { spki, algorithm } = issuer.publicKey
    const scheme =
      algorithm === 'RSA' ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    if (!keys.has(spki)) keys.set(spki, await crypto.subtle.importKey('spki', octets(spki), scheme, false, ['verify']))
    const signed = der.slice(signature.start, signature.start + signature.length)
    jobs.push({
      scheme,
      key: keys.get(spki),
      signature: algorithm === 'RSA' ? signed : raw(signed, 32),
      data: der.slice(tbs.start, tbs.start + tbs.length),
    })
  }
  return jobs
}

async function verifyAll(jobs) {
  let valid = 0
  for (let at = 0; at < jobs.length; at += AT_ONCE) {
    const answers = jobs
      .slice(at, at + AT_ONCE)
      .map(({ scheme, key, signature, data }) => crypto.subtle.verify(scheme, key, signature, data))
    for (const answer of await Promise.all(answers)) valid += Number(answer)
  }
  if (valid !== jobs.length) throw new Error(`${jobs.length - valid} signatures that hold do not verify: the bench is wrong`)
}

const inflate = async (bytes) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer())

/** The plain files of a tar archive, their bytes where they lie in it. */
function* entriesOf(tar) {
  const ascii = new TextDecoder('latin1')
  const field = (from, length) => ascii.decode(tar.subarray(from, from + length)).replace(/\0.*$/s, '')
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(field(at + 124, 12), 8)
    const from = at + BLOCK
    const prefix = field(at + 345, 155)
    if (field(at + 156, 1) === '0') yield { path: `${prefix}${prefix && '/'}${field(at, 100)}`, bytes: tar.subarray(from, from + size) }
    at = from + Math.ceil(size / BLOCK) * BLOCK
  }
}

/** DecompressionStream, a zero-copy tar reader, the YAML library, one decode and one verification a distinct PEM body: pkijs used well. */
async function libraries(bytes) {
  const decoded = new Map()
  const take = (pem) => {
    if (decoded.has(pem)) return
    decoded.set(pem, new Certificate({ schema: fromBER(decodeBase64(pem.replace(/\s+/g, ''))).result }))
  }
  const utf8 = new TextDecoder()
  const read = ({ path, bytes: own }) => {
    const text = utf8.decode(own)
    if (/\.(conf|yaml)$/.test(path)) {
      const value = parse(text)
      for (const one of value?.clusters ?? [])
        for (const [, pem] of atob(one.cluster['certificate-authority-data'] ?? '').matchAll(body)) take(pem)
      for (const one of value?.users ?? []) for (const [, pem] of atob(one.user['client-certificate-data'] ?? '').matchAll(body)) take(pem)
    } else for (const [, pem] of text.matchAll(body)) take(pem)
  }
  for (const entry of entriesOf(await inflate(bytes)))
    try {
      read(entry)
    } catch {
      // A file that is broken, or no YAML for all its name, is passed over.
    }
  const all = [...decoded.values()]
  const bySubject = Map.groupBy(all, ({ subject }) => subject.toString())
  let valid = 0
  for (const child of all) {
    const [issuer] = bySubject.get(child.issuer.toString()) ?? []
    if (issuer !== undefined && (await child.verify(issuer).catch(() => false))) valid++
  }
  return { certificates: all.length, valid }
}

const timed = async (task) => {
  const from = performance.now()
  await task()
  return performance.now() - from
}
const fetched = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer())
self.bench = {
  bare: async (url) => {
    const bytes = await fetched(url)
    const tar = (await inflate(bytes)).length
    const jobs = await jobsOf(bytes)
    await verifyAll(jobs.slice(0, AT_ONCE))
    return { signatures: jobs.length, tar, ms: await timed(() => verifyAll(jobs)) }
  },
  libraries: async (url) => {
    const bytes = await fetched(url)
    let found
    const ms = await timed(async () => (found = await libraries(bytes)))
    return { ...found, ms }
  },
}
