// What is fuzzed: every reader by itself, a whole audit of one mutated file or archive, every export of it, and the way back from an export.
import { gunzipSync } from 'node:zlib'
import { audit } from '../../src/engine/audit.ts'
import { decodeBase64 } from '../../src/engine/encoding/base64.ts'
import { readPem } from '../../src/engine/encoding/pem.ts'
import { isUnpackFault, unpack } from '../../src/engine/encoding/unpack.ts'
import { readYaml } from '../../src/engine/encoding/yaml.ts'
import { decodeCertificate } from '../../src/engine/x509/decode.ts'
import { readPrivateKey, readPublicKeyFile } from '../../src/engine/x509/private-key.ts'
import { EXPORTS } from '../../src/report/exports.ts'
import { reopen } from '../../src/report/reopen.ts'

const AT = Date.parse('2026-11-24T00:00:00Z') / 1000
const latin1 = (bytes) => Buffer.from(bytes).toString('latin1')
const pemBodies = (files, type) =>
  files.flatMap(({ bytes }) =>
    readPem(latin1(bytes), () => true)
      .blocks.filter((block) => type.test(block.type))
      .map(({ body }) => decodeBase64(body)),
  )
const bytesOf = (files) => files.map(({ bytes }) => bytes)

/** Every export but the PDF, whose fonts would be most of the time. */
async function exported(found) {
  for (const one of EXPORTS) if (one.id !== 'pdf') for await (const _piece of one.make(found, {}));
}
async function jsonOf(archive) {
  const found = await audit([{ path: 'a.tgz', bytes: archive }], { at: AT })
  let text = ''
  for await (const piece of EXPORTS.find(({ id }) => id === 'json').make(found, {})) text += piece
  return new TextEncoder().encode(text)
}

/** In: archives (.tar.gz). Out: name -> { seeds, run(bytes, path) }; a run that throws, or takes too long, is a finding. */
export async function targetsOf(archives) {
  const files = []
  for (const [n, bytes] of archives.entries())
    for await (const items of unpack([{ path: `${n}.tgz`, bytes }]))
      for (const item of items) if (!isUnpackFault(item) && item.bytes.length > 0) files.push(item)
  const certificates = pemBodies(files, /CERTIFICATE$/)
  const keys = pemBodies(files, /KEY$/)
  const drained = async (path, bytes) => {
    for await (const _items of unpack([{ path, bytes }]));
  }
  return {
    pem: { seeds: bytesOf(files), run: (bytes) => readPem(latin1(bytes), (body) => decodeBase64(body) !== null) },
    yaml: { seeds: bytesOf(files), run: (bytes) => readYaml(new TextDecoder().decode(bytes)) },
    gzip: { seeds: archives, run: (bytes) => drained('a.tgz', bytes) },
    tar: { seeds: archives.map((bytes) => new Uint8Array(gunzipSync(bytes))), run: (bytes) => drained('a.tar', bytes) },
    certificate: { seeds: certificates, run: (bytes) => decodeCertificate(bytes, 0) },
    key: { seeds: keys, run: async (bytes) => [readPublicKeyFile(bytes), await readPrivateKey(bytes)] },
    file: {
      seeds: files,
      run: async (bytes, { path }) => exported(await audit([{ path, bytes }], { at: AT })),
    },
    audit: {
      seeds: archives.map((bytes) => new Uint8Array(gunzipSync(bytes))),
      run: async (bytes) => exported(await audit([{ path: 'a.tar', bytes }], { at: AT })),
    },
    reopen: { seeds: [await jsonOf(archives[0])], run: (bytes) => reopen(bytes) },
  }
}
