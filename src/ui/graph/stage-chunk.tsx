/** Cytoscape comes in its own chunk: the first screen does not wait for it. */
import { type ComponentProps, lazy } from 'react'

const load = () => import('./Stage.tsx')
const Later = lazy(load)
type Props = ComponentProps<typeof Later>
let loaded: typeof Later | ((props: Props) => React.ReactNode) = Later

/** Afterwards the stage is drawn at once: React shows a fallback, however short, for at least 300 ms. */
export async function loadStage(): Promise<void> {
  loaded = (await load()).default
}

export function Stage(props: Props) {
  const Now = loaded
  return <Now {...props} />
}
