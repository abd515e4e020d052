/** A repair, step by step: commands as they are typed, the rest in words. */
import type { RepairStep } from '../../engine/finding.ts'
import { describeStep } from '../../text/index.ts'
import { visible } from '../../text/visible.ts'
import { useWords } from '../context.tsx'
import { Prose } from './Prose.tsx'

export function Steps({ steps }: { readonly steps: readonly RepairStep[] }) {
  const { ui, language } = useWords()
  if (steps.length === 0) return null
  return (
    <ol className="steps">
      {steps.map((step, i) => (
        <li key={i}>
          {step.do === 'run' ? (
            <pre className="code">
              {step.on !== null && (
                <span className="third">
                  # {ui.on} {visible(step.on)}
                  {'\n'}
                </span>
              )}
              {visible(step.command)}
            </pre>
          ) : (
            <p className="second">
              <Prose text={describeStep(step, language)} whole />
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
