/** The example clusters, each a module of its own: the page may not fetch. All keys in them are made for tests. */
/** 2026-11-23 18:00 UTC: half a year after they were issued, so that an example says the same for ever. */
const AT = 1795456800
/** 2027-09-01: three months after all of it ended. */
const LATE = 1819756800

export const EXAMPLES = [
  { id: 'healthy', broken: false, at: AT, load: () => import('./examples/healthy.ts') },
  { id: 'rebuilt-etcd-ca', broken: true, at: AT, load: () => import('./examples/rebuilt-etcd-ca.ts') },
  { id: 'expired', broken: true, at: LATE, load: () => import('./examples/expired.ts') },
  { id: 'missing-name', broken: true, at: AT, load: () => import('./examples/missing-name.ts') },
  { id: 'odd-token-key', broken: true, at: AT, load: () => import('./examples/odd-token-key.ts') },
  { id: 'kubelet-self-signed', broken: true, at: AT, load: () => import('./examples/kubelet-self-signed.ts') },
] as const
export type ExampleId = (typeof EXAMPLES)[number]['id']

/** The archive of an example. */
export async function loadExample(id: ExampleId): Promise<Blob> {
  const { default: base64 } = await (EXAMPLES.find((e) => e.id === id) ?? EXAMPLES[0]).load()
  const text = atob(base64)
  return new Blob([Uint8Array.from(text, (c) => c.charCodeAt(0))])
}
