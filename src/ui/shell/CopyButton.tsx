/** Copies a text; where the clipboard is refused, selects it for the reader to copy. */
import { useState } from 'react'
import { useWords } from '../context.tsx'

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.readOnly = true
    area.className = 'hidden'
    document.body.append(area)
    area.select()
    const done = document.execCommand('copy')
    area.remove()
    return done
  }
}
interface Props {
  readonly text: string
  readonly label?: string
  readonly quiet?: boolean
  /** What is copied, for those who do not see what stands before the button. */
  readonly of?: string
}
export function CopyButton({ text, label, quiet = false, of }: Props) {
  const { ui, items } = useWords()
  const [said, setSaid] = useState<'' | 'copied' | 'failed'>('')
  const press = async () => {
    setSaid((await copy(text)) ? 'copied' : 'failed')
    setTimeout(() => setSaid(''), 1600)
  }
  return (
    <button type="button" className={quiet ? 'quiet' : 'button small'} onClick={() => void press()}>
      <span aria-live="polite" aria-hidden={of !== undefined && said === ''}>
        {said === '' ? (label ?? ui.copy) : ui.copyResult[said]}
      </span>
      {of !== undefined && said === '' && <span className="hidden">{items.copy(of)}</span>}
    </button>
  )
}
