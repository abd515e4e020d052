/** Must match on all control planes: one row a file, one column a node, the odd one marked. */
import { useMemo } from 'react'
import { useReady, useWords } from '../context.tsx'
import { sharedFiles } from './agreement.ts'

export function Agreement() {
  const { inventory, model } = useReady()
  const { ui } = useWords()
  const planes = useMemo(() => model.controlPlanes.slice(0, 7), [model.controlPlanes])
  const rows = useMemo(() => sharedFiles(inventory, planes), [inventory, planes])
  if (rows.length === 0) return null
  const usual = (tags: readonly (string | null)[]) =>
    [...tags].sort((a, b) => tags.filter((t) => t === b).length - tags.filter((t) => t === a).length)[0]
  return (
    <section className="section">
      <h2>{ui.mustMatch}</h2>
      <table className="plain">
        <thead>
          <tr>
            <td />
            {planes.map((node) => (
              <th key={node} scope="col" className="third">
                {node}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.file}>
              <th scope="row" className="mono">
                {row.file}
              </th>
              {row.tags.map((tag, i) => (
                <td key={planes[i]} className={tag !== null && !row.agree && tag !== usual(row.tags) ? 'mono differs' : 'mono'}>
                  {tag ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
