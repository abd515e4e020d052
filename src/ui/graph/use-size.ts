/** The inner size of an element, followed as it changes. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Size } from './home.ts'

export function useSize(): [RefObject<HTMLDivElement | null>, Size] {
  const ref = useRef<HTMLDivElement>(null)
  // Near enough before it is measured: what is made of it the first time is then made nearly right.
  const [size, setSize] = useState<Size>(() => ({ w: innerWidth, h: innerHeight }))
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const [w, h] = [element.clientWidth, element.clientHeight]
      // An observer tells the size it finds too, which is known.
      setSize((known) => (known.w === w && known.h === h ? known : { w, h }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
