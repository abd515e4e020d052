/** The example clusters, in a module of their own: the page may not fetch. All keys in them are made for tests. */
/** 2026-11-23 18:00 UTC: half a year after they were issued, so that an example says the same for ever. */
const AT = 1795456800
/** 2027-09-01: three months after all of it ended. */
const LATE = 1819756800
/** Of tar. */
const BLOCK = 512

export const EXAMPLES = [
  { id: 'healthy', broken: false, at: AT },
  { id: 'rebuilt-etcd-ca', broken: true, at: AT },
  { id: 'expired', broken: true, at: LATE },
  { id: 'missing-name', broken: true, at: AT },
  { id: 'odd-token-key', broken: true, at: AT },
  { id: 'kubelet-self-signed', broken: true, at: AT },
] as const
export type ExampleId = (typeof EXAMPLES)[number]['id']

/** The tar of an example, as it is in the archive to download. */
export async function loadExample(id: ExampleId): Promise<Blob> {
  const { ARCHIVES, BLOCKS } = await import('./example-blocks.ts')
  const packed = Uint8Array.from(atob(BLOCKS), (character) => character.charCodeAt(0))
  const blocks = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))).arrayBuffer()
  return new Blob(
    ARCHIVES[id].split(' ').map((run) => {
      const [first = 0, last = first] = run.split('-').map(Number)
      return blocks.slice(first * BLOCK, (last + 1) * BLOCK)
    }),
  )
}
