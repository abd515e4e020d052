// What the page is measured against, in the same browser: bare WebCrypto on the same signatures, and a careful pipeline of libraries.
import { fromBER } from 'asn1js'
import { Certificate } from 'pkijs'
import { parse } from 'yaml'
import { decodeBase64 } from '../../src/engine/encoding/base64.ts'
import { gunzip } from '../../src/engine/encoding/gzip.ts'
import { readTar } from '../../src/engine/encoding/tar.ts'
import { isUnpackFault, unpack } from '../../src/engine/encoding/unpack.ts'
import { Intake } from '../../src/engine/inventory/collect.ts'
import { verifySignature } from '../../src/engine/x509/signature.ts'

const AT_ONCE = 256
const LIMIT = 1 << 30
const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g

/** The distinct certificates of an archive, each with the key that signed it: set-up, not measured. */
async function jobsOf(bytes) {
  const intake = new Intake()
  for await (const items of unpack([{ path: 'fleet.tgz', bytes }])) for (const item of items) if (!isUnpackFault(item)) intake.add(item)
  const { certificates } = await intake.finish()
  const bySubject = Map.groupBy(certificates, ({ subject }) => subject.der)
  return certificates.flatMap((child) => {
    const [issuer] = bySubject.get(child.issuer.der) ?? []
    return issuer === undefined ? [] : [{ child, key: issuer.publicKey }]
  })
}

async function verifyAll(jobs) {
  for (let at = 0; at < jobs.length; at += AT_ONCE)
    await Promise.all(jobs.slice(at, at + AT_ONCE).map(({ child, key }) => verifySignature(child, key)))
}

async function* entriesOf(bytes) {
  const entries = readTar(() => true)
  let next = entries.next()
  for await (const chunk of gunzip(bytes, LIMIT)) for (next = entries.next(chunk); next.value; next = entries.next()) yield next.value
}

/** DecompressionStream, a zero-copy tar reader, the YAML library, one decode and one verification a distinct PEM body: pkijs used well. */
async function libraries(bytes) {
  const decoded = new Map()
  const take = (pem) => {
    if (decoded.has(pem)) return
    decoded.set(pem, new Certificate({ schema: fromBER(decodeBase64(pem.replace(/\s+/g, ''))).result }))
  }
  const utf8 = new TextDecoder()
  for await (const entry of entriesOf(bytes)) {
    if ('fault' in entry || entry.kind !== 'file') continue
    const text = utf8.decode(entry.bytes)
    if (/\.(conf|yaml)$/.test(entry.path)) {
      const value = parse(text)
      for (const one of value?.clusters ?? [])
        for (const [, pem] of atob(one.cluster['certificate-authority-data'] ?? '').matchAll(body)) take(pem)
      for (const one of value?.users ?? []) for (const [, pem] of atob(one.user['client-certificate-data'] ?? '').matchAll(body)) take(pem)
    } else for (const [, pem] of text.matchAll(body)) take(pem)
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
    const jobs = await jobsOf(await fetched(url))
    await verifyAll(jobs.slice(0, AT_ONCE))
    return { signatures: jobs.length, ms: await timed(() => verifyAll(jobs)) }
  },
  libraries: async (url) => {
    const bytes = await fetched(url)
    let found
    const ms = await timed(async () => (found = await libraries(bytes)))
    return { ...found, ms }
  },
}
