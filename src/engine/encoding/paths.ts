/** Paths with `/` between their parts, as they stand in a drop. */

/** The directory of a path with its trailing slash, '' for a bare name. */
export const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
