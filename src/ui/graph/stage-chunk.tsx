/** Cytoscape comes in its own chunk: the first screen does not wait for it. */
import { type ComponentProps, lazy } from 'react'

const load = () => import('./Stage.tsx')
const Later = lazy(load)
type Props = ComponentProps<typeof Later>
let loaded: typeof Later | ((props: Props) => React.ReactNode) = Later

/** Afterwards the stage is drawn at once: React shows a fallback, however short, for at least 300 ms. Out: the steps of drawing it unseen. */
export async function loadStage(): Promise<() => Iterator<unknown>> {
  const { default: stage, rehearsal } = await load()
  loaded = stage
  return rehearsal
}

export function Stage(props: Props) {
  const Now = loaded
  return <Now {...props} />
}
