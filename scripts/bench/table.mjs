// What the bench prints: a line for each fleet, and for the promises of the project a line each with its figure.
const ratio = (a, b) => (a == null || b == null || b === 0 ? null : a / b)
const shown = (n, unit = '') => (n == null ? '–' : `${n >= 100 ? Math.round(n) : n >= 10 ? n.toFixed(1) : n.toFixed(2)}${unit}`)

const COLUMNS = [
  ['nodes', (r) => String(r.nodes)],
  ['certificates', (r) => String(r.certificates)],
  ['tar MB', (r) => shown(r.tar / 1e6)],
  ['1 worker ms', (r) => shown(r.one)],
  ['2 workers ms', (r) => shown(r.two)],
  ['with rules ms', (r) => shown(r.ruled)],
  ['bare ms', (r) => shown(r.bare)],
  ['Go 1 ms', (r) => shown(r.goOne)],
  ['Go 2 ms', (r) => shown(r.goTwo)],
  ['libraries ms', (r) => shown(r.libraries)],
  ['first ms', (r) => shown(r.first)],
  ['long task ms', (r) => shown(r.longest)],
  ['peak / tar', (r) => shown(ratio(r.peak, r.tar))],
  ['move ms', (r) => `${shown(r.near)} ${shown(r.across)} ${shown(r.beyond)}`],
  ['search ms', (r) => shown(r.search)],
  ['fps', (r) => shown(r.fps)],
  ['drawn', (r) => shown(r.drawn)],
  ['PDF ms', (r) => shown(r.pdf)],
  ['JSON ms', (r) => shown(r.json)],
]

function grid(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)))
  return rows.map((row) => row.map((cell, i) => cell.padStart(widths[i])).join('  ')).join('\n')
}

/** One line a fleet. */
export const table = (results) => grid([COLUMNS.map(([name]) => name), ...results.map((r) => COLUMNS.map(([, of]) => of(r)))])

const at = (results, nodes) => results.find((r) => r.nodes === nodes)

/** Each promise, its figure and whether it is kept; those of fleets that were not run are left out. `thousand`: certificates and the PDF of them. */
export function promises(results, thousand) {
  const last = results.at(-1)
  const rows = []
  const most = (name, figure, limit, unit = '') => {
    if (figure != null) rows.push([name, shown(figure, unit), `<= ${limit}${unit}`, figure <= limit ? 'ok' : 'FAIL'])
  }
  const least = (name, figure, limit, unit = '') => {
    if (figure != null) rows.push([name, shown(figure, unit), `>= ${limit}${unit}`, figure >= limit ? 'ok' : 'FAIL'])
  }
  most(`${last.nodes} nodes, 1 worker / bare WebCrypto`, ratio(last.one, last.bare), 2.5)
  most(`${last.nodes} nodes, 2 workers / bare WebCrypto`, ratio(last.two, last.bare), 1.6)
  most(`${last.nodes} nodes, 1 worker / Go, 1 thread`, ratio(last.one, last.goOne), 1)
  most(`${last.nodes} nodes, 2 workers / Go, 2 threads`, ratio(last.two, last.goTwo), 1)
  const beside = results.findLast((r) => r.libraries != null)
  if (beside) least(`${beside.nodes} nodes, libraries / 2 workers`, ratio(beside.libraries, beside.two), 5)
  for (const [nodes, limit] of [
    [1, 150],
    [1000, 400],
    [10_000, 3000],
  ])
    most(`${nodes} nodes from drop to diagram`, at(results, nodes)?.two, limit, ' ms')
  most('first verified result / total', ratio(last.first, last.two), 0.15)
  most('longest task of the page while reading', last.longest, 50, ' ms')
  most('peak memory / tar', ratio(last.peak, last.tar), 3)
  for (const r of results) {
    const double = at(results, r.nodes * 2)
    if (r.nodes >= 1250 && double) most(`growth from ${r.nodes} to ${double.nodes} nodes`, ratio(double.two, r.two), 2.1)
  }
  most('elements drawn', last.drawn, 300)
  least('frames a second while panning', last.fps, 50)
  most('moment moved within validity', last.near, 100, ' ms')
  most('moment moved past the end of all leaves', last.across, 100, ' ms')
  most('moment moved again thereafter', last.beyond, 100, ' ms')
  most('search and filter', last.search, 50, ' ms')
  most(`PDF of ${thousand.certificates} certificates`, thousand.pdf, 3000, ' ms')
  return grid([['promise', 'figure', 'target', ''], ...rows].map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(56) : cell))))
}
