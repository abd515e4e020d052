/** A decoded object as a tree of names and values: what the inspector lists, whatever the object is. */
export interface InspectedNode {
  readonly name: string
  readonly value: string | null
  readonly note: string | null
  readonly children: readonly InspectedNode[]
}
