/** V8 copies what is shorter. */
const SHORTEST_SLICE = 13

/**
 * The same string, not as a slice of a longer one: V8's slices keep all of what they were cut from alive, and a file that names a
 * server in one line may hold a private key in the next. The slice that is left is of a string longer by one.
 */
export const ownString = (text: string): string => (text.length < SHORTEST_SLICE ? text : ` ${text}`.slice(1))
