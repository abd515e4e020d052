import { createRoot } from 'react-dom/client'
import { App } from './ui/App.tsx'
import { openDrop } from './ui/open.ts'
import { createPage } from './ui/page.ts'
import { preload } from './ui/preload.ts'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App page={createPage(openDrop)} />)
void preload().then(() => {
  document.documentElement.dataset['ready'] = ''
})
