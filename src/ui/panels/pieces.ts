/** Paths within a sentence of ours, told from its words. */
export interface Piece {
  readonly text: string
  readonly path: boolean
}
/** A setting with a path, or a path of two names or more: no space, quote or bracket, but the `[user]` of a kubeconfig's field. */
const PATH = /(?:--[a-z-]+=)?\/?(?:[\w.@:+-]+\/)+[\w.@+-]*[\w@+-](?:#[\w.@:+-]+(?:\[[^\]\s]*\])?(?:\.[\w-]+)*)?(?::\d+)?/g

export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of text.matchAll(PATH)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), path: false })
    found.push({ text: match[0], path: true })
    from = match.index + match[0].length
  }
  if (from < text.length) found.push({ text: text.slice(from), path: false })
  return found
}
