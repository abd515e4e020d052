import { useEffect } from 'react'

export function App() {
  useEffect(() => {
    document.documentElement.dataset.ready = ''
  }, [])
  return <h1>pkiscope</h1>
}
