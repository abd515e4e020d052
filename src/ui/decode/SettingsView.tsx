/** One configuration as its component reads it: each setting with its line. Values that are secret were not kept. */
import type { Settings } from '../../engine/inventory/inventory.ts'
import { place } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import { useWords } from '../context.tsx'
import { Fact } from './Fact.tsx'

export function SettingsView({ settings }: { readonly settings: Settings }) {
  const { items } = useWords()
  return (
    <div className="facts">
      <dl>
        <Fact label={items.facts.component}>
          {visible(settings.program)} <span className="second">{settings.origin}</span>
        </Fact>
        {settings.image !== null && (
          <Fact label={items.facts.image}>
            <code>{visible(settings.image)}</code>
          </Fact>
        )}
        <Fact label={items.facts.settings}>
          <ul className="places">
            {[...settings.includes, ...settings.settings].map((one, i) => (
              <li key={i}>
                <code>{visible(one.value === '' ? one.name : `${one.name}=${one.value}`)}</code>
                {one.location.line !== null && <span className="third"> {items.line(one.location.line)}</span>}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact label={items.facts.foundAt}>
          <code>{place(settings.location)}</code>
        </Fact>
      </dl>
    </div>
  )
}
