/** Every limit, in one place, each with its reason. Reaching one is a located finding, never a hang or a silent skip. */
export const BUDGET = {
  /** A file that is parsed. The largest genuine one is a `kubectl get secrets -A` dump; 4 MiB is its practical size. */
  fileBytes: 4 * 1024 * 1024,
  /** All bytes after unpacking. 10,000 nodes are 110 MB; etcd's data is skipped before it counts. */
  totalBytes: 512 * 1024 * 1024,
  /** Entries of one drop. 10,000 nodes are 40,000 entries. */
  entries: 500_000,
  /** Parts of a path: `/etc/kubernetes/static-pod-resources/…` is 8 deep, node folders add two. */
  pathDepth: 32,
  /** Characters of a path: PATH_MAX of Linux. */
  pathLength: 4096,
  /** An inflated archive may be this many times its size, judged only above `ratioFrom`: text full of certificates packs 4 to 8 times. */
  ratio: 200,
  ratioFrom: 64 * 1024 * 1024,
  /** Archives within archives: a folder of one tarball per node is 1. */
  nesting: 2,
  /** Hops of a symbolic link: MAXSYMLINKS of Linux. */
  linkHops: 40,
  /** Aliases a YAML document may expand, as the library counts them. */
  yamlAliases: 100,
  /** Depth of a YAML or JSON document: a Pod template in a List is 12 deep. */
  yamlDepth: 100,
  /** Blocks of one PEM file: the largest public trust bundles hold about 300. */
  pemBlocks: 20_000,
} as const
