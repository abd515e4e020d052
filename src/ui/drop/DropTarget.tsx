/** The whole window is the drop target. */
import { useEffect } from 'react'
import { usePage, useStateValue, useWords } from '../context.tsx'
import { takeDrop } from './walker.ts'

export function DropTarget() {
  const { over } = useStateValue()
  const { store, controller } = usePage()
  const { ui } = useWords()
  useEffect(() => {
    let depth = 0
    const files = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!files(event)) return
      event.preventDefault()
      depth++
      store.dispatch({ do: 'over', over: true })
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) store.dispatch({ do: 'over', over: false })
    }
    const hover = (event: DragEvent) => {
      if (files(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !files(event)) return
      event.preventDefault()
      depth = 0
      store.dispatch({ do: 'over', over: false })
      void takeDrop(event.dataTransfer)().then(
        ({ files: found, label, refusals }) => controller.open(found, label, refusals),
        controller.fail,
      )
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', hover)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', hover)
      removeEventListener('drop', drop)
    }
  }, [store, controller])
  return over ? <div className="over">{ui.dropHere}</div> : null
}
