/** The example clusters, each a module of its own: the page may not fetch. All keys in them are made for tests. */
export const EXAMPLES = [
  { id: 'healthy', broken: false, load: () => import('./examples/healthy.ts') },
  { id: 'rebuilt-etcd-ca', broken: true, load: () => import('./examples/rebuilt-etcd-ca.ts') },
  { id: 'expired', broken: true, load: () => import('./examples/expired.ts') },
  { id: 'missing-name', broken: true, load: () => import('./examples/missing-name.ts') },
  { id: 'odd-token-key', broken: true, load: () => import('./examples/odd-token-key.ts') },
  { id: 'kubelet-self-signed', broken: true, load: () => import('./examples/kubelet-self-signed.ts') },
] as const
export type ExampleId = (typeof EXAMPLES)[number]['id']

/** The archive of an example. */
export async function loadExample(id: ExampleId): Promise<Blob> {
  const { default: base64 } = await (EXAMPLES.find((e) => e.id === id) ?? EXAMPLES[0]).load()
  const text = atob(base64)
  return new Blob([Uint8Array.from(text, (c) => c.charCodeAt(0))])
}
