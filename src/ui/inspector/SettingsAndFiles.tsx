/** The settings a call was judged from, under their own names, with file and line; and what is missing. */
import type { SettingUse } from '../../engine/cluster/cluster.ts'
import type { Call } from '../../engine/verdicts/verdict.ts'
import { settingText } from '../../text/context.ts'
import { visible } from '../../text/visible.ts'
import { useWords } from '../context.tsx'

export function settingsOf(call: Call): readonly SettingUse[] {
  const halves = [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised]
  const all = [call.client?.use, call.server?.use, ...halves.flatMap((half) => [half.presents, half.trusts])]
  const seen = new Set<string>()
  return all.flatMap((use) => {
    if (!use) return []
    const key = `${use.component}\n${use.setting}\n${use.value}\n${use.file}`
    if (seen.has(key)) return []
    seen.add(key)
    return [use]
  })
}
export function SettingsAndFiles({ call }: { readonly call: Call }) {
  const { ui } = useWords()
  const uses = settingsOf(call)
  const missing = [call.callerAcceptsServer, call.providerAcceptsClient, call.identityAuthorised].flatMap((half) => half.missing)
  const components = [...new Set(uses.map((use) => use.component))]
  if (uses.length + missing.length === 0) return null
  return (
    <section className="section">
      <header>
        <h2 className="label">{ui.settingsAndFiles}</h2>
      </header>
      <dl className="settings">
        {components.map((component) => (
          <div key={component}>
            <dt className="second">{component}</dt>
            {uses
              .filter((use) => use.component === component)
              .map((use) => (
                <dd key={`${use.setting}${use.value}${use.file}`}>
                  <code>{settingText(use)}</code>
                  <span className="third mono line">
                    {use.location ? `${visible(use.location.file)}${use.location.line ? `:${use.location.line}` : ''}` : ui.byDefault}
                    {use.file && use.resolved !== 'embedded' && use.value !== `/${use.file}` ? ` → ${visible(use.file)}` : ''}
                    {use.resolved === 'suffix' ? ` (${ui.bySuffix})` : ''}
                    {use.resolved === 'none' ? ` (${use.value === null ? ui.notSet : ui.notInDrop})` : ''}
                  </span>
                </dd>
              ))}
          </div>
        ))}
        {missing.length > 0 && (
          <div>
            <dt className="second">{ui.missing}</dt>
            {missing.map((m) => (
              <dd key={`${m.component}${m.setting}${m.file}`}>
                <code>{m.setting}</code>{' '}
                <span className="third mono line">
                  {m.component}
                  {m.file ? ` → ${visible(m.file)}` : ''}
                </span>
              </dd>
            ))}
          </div>
        )}
      </dl>
    </section>
  )
}
