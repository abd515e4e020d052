/**
 * Every limit of the program in one place, each with its reason. Reaching one is a located finding; the rest of the drop is still read.
 * Sizes are bytes unless the name says otherwise.
 */
const KiB = 1024
const MiB = 1024 * KiB

export const BUDGET = {
  /** A file that is looked into. The largest honest one is a kubectl dump of all Secrets; certificates and kubeconfigs are a few KiB. */
  fileBytes: 4 * MiB,
  /** A dropped archive, which is held as a whole while it is read: the largest fleet packs into a tenth of it. */
  droppedBytes: 1024 * MiB,
  /** Entries of a drop. A fleet of 10,000 nodes has 40,000 files and as many directories; twice and a half of that is a gigabyte of memory. */
  entries: 200_000,
  /** Characters of all paths, link targets and owners of a drop together: 320 each of so many entries. */
  nameLengths: 64 * MiB,
  /** Archives opened in a drop: one a node of the largest fleet. Starting to inflate costs a quarter of a millisecond, whatever is inside. */
  archives: 20_000,
  /** All content of a drop after inflating that is kept. A fleet of 10,000 nodes is 110 MB; etcd snapshots and images are passed over. */
  totalBytes: 512 * MiB,
  /** All that is inflated of one dropped file, kept or not: archives within archives twice, and what is passed over goes through too. Some seconds. */
  inflatedBytes: 1024 * MiB,
  /** The same of all dropped files together: four bombs, and the rest is read. */
  allInflatedBytes: 4096 * MiB,
  /** Inflated over dropped size. Repetitive configuration of a fleet reaches 40; only a bomb exceeds 1,000 (the most DEFLATE can do is 1,032). */
  ratio: 200,
  /** The ratio says nothing about a small archive: a 40 KB tar of empty blocks is harmless. */
  ratioFrom: 64 * MiB,
  /** Parts of a path. The deepest honest one is a projected volume below `nodes/NAME/var/lib/kubelet/pods`, 14 parts. */
  pathDepth: 32,
  /** An extended header of tar (pax, GNU long name): a few names and times, some KiB. */
  headerBytes: 1 * MiB,
  /** Records of one: a name, a time, an owner and some extended attributes. */
  headerRecords: 1000,
  /** PEM blocks of one file that no component reads: an honest file has one or two, and nobody reads a longer list. */
  hiddenBlocks: 500,
  /** Nesting of YAML and JSON. A CustomResourceDefinition, the deepest honest object, reaches 40. */
  yamlDepth: 100,
  /** Values in one document after aliases are followed: 4 MiB of honest YAML has 200,000 at most; only an alias bomb has more. */
  yamlNodes: 1_000_000,
  /** What the full YAML parser reads in a drop, a megabyte in a second or less. What Kubernetes and its installers write is read by another. */
  fullYamlBytes: 32 * MiB,
  /** Lexemes the full parser takes of one text: 4 MiB of honest JSON has 400,000. */
  yamlTokens: 1_000_000,
  /** Documents of one YAML text: a chart of everything has some hundreds, a file of empty ones a million. */
  yamlDocuments: 20_000,
  /**
   * Verifications of one drop with the two likeliest keys of each certificate, in units of `x509/signature-cost.ts`, some twenty seconds of
   * one processor: the 20,000 certificates of a fleet of 10,000 nodes need 280,000 where the authority's key is of P-384.
   */
  signatureCost: 400_000,
  /**
   * The same with all further keys, and with dear ones, about a second: who signed is rarely the third of one name, and thousands of same-named
   * CAs have millions of pairs.
   */
  guessCost: 20_000,
  /** A verification above this is dear: P-521 takes 34, RSA of 16,384 bits 32; P-224, which nobody uses, 90, and RSA of 65,536 bits up to 16,384. */
  dearSignature: 64,
  /** The same of tokens, some seconds: each is verified once, by the key its id names; without one a hundred ask each of a thousand keys. */
  tokenCost: 100_000,
  /** Candidates considered in one path search: maxChainSignatureChecks of Go's crypto/x509. */
  chainSignatureChecks: 100,
  /** Issuers of one name asked whether they signed one certificate: no search gets further than those 100. */
  candidateIssuers: 100,
  /** Issuers of another name asked all the same, to explain a refusal: no verdict depends on them. */
  hintedIssuers: 8,
  /** Archives within archives: a folder of one tarball per node is 1. */
  nesting: 2,
  /** Characters of a path: PATH_MAX of Linux. */
  pathLength: 4096,
  /** Aliases a YAML document may expand, as the library counts them. */
  yamlAliases: 100,
} as const
