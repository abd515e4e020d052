/** The picture on the stage, for the export menu: whoever draws it registers how to write it down. */
let take: (() => string) | null = null

/** Returns how to withdraw. */
export function registerPicture(maker: () => string): () => void {
  take = maker
  return () => {
    if (take === maker) take = null
  }
}
/** The diagram as shown, whole and with its key, as an SVG document; null where none is on screen. */
export const currentPicture = (): string | null => take?.() ?? null
