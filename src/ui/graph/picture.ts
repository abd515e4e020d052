/** The picture on the stage, for the export menu: whoever draws it registers how to take it. */
let take: (() => Blob | null) | null = null

/** Returns how to withdraw. */
export function registerPicture(maker: () => Blob | null): () => void {
  take = maker
  return () => {
    if (take === maker) take = null
  }
}
/** The diagram as PNG, null where none is on screen. */
export const currentPicture = (): Blob | null => take?.() ?? null
