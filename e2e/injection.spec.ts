/** Names made to be run: in the subject, the file names, the kubeconfigs of one drop; looked for on the page and in every export. */
import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { default as kubeadm } from '../scripts/distributions/kubeadm.mjs'
import { certPem, issue } from '../scripts/pki.mjs'
import { tarGz } from '../scripts/tar.mjs'
import { drop, session } from './flow.ts'
import { expect, open, test } from './page.ts'

test.setTimeout(180_000)

const FORMULA = `=HYPERLINK("http://evil.example/","x")`
const MARKUP = `<img src=x onerror=__pwned=1><script>__pwned=1</script>`
const LINK = `[x](javascript:__pwned=1)![y](http://evil.example/y.png)`
const TABLE = '|a|b|\u202e`<b>`'
const from = Date.UTC(2026, 5, 1) / 1000
const hostile = certPem(
  issue({
    subject: [
      ['O', MARKUP],
      ['OU', LINK + TABLE],
      ['CN', FORMULA],
    ],
    ca: false,
    issuer: undefined,
    from,
    days: 30,
    serial: undefined,
    rawSerial: undefined,
    usage: undefined,
  }),
)
const conf = `apiVersion: v1
kind: Config
current-context: ${JSON.stringify(FORMULA)}
clusters: [{ name: ${JSON.stringify(MARKUP)}, cluster: { server: 'https://192.0.2.11:6443' } }]
users: [{ name: ${JSON.stringify(LINK)}, user: { client-certificate-data: ${Buffer.from(hostile).toString('base64')} } }]
contexts: [{ name: ${JSON.stringify(FORMULA)}, context: { cluster: ${JSON.stringify(MARKUP)}, user: ${JSON.stringify(LINK)} } }]
`
const archive = tarGz({
  ...kubeadm(),
  'etc/kubernetes/pki/apiserver.crt': hostile,
  [`etc/kubernetes/${FORMULA.replaceAll('/', '-')}.conf`]: conf,
  [`etc/kubernetes/pki/${MARKUP.replaceAll('/', '-')}.crt`]: hostile,
  [`etc/kubernetes/pki/${LINK.replaceAll('/', '-')}.crt`]: hostile.slice(0, 300),
})

/** What would run, or be fetched, if this text were opened as what its name says. Empty: nothing. */
async function armed(page: Page, name: string, bytes: Buffer): Promise<readonly string[]> {
  const text = bytes.toString('utf8')
  switch (name.split('.').pop() ?? '') {
    case 'csv':
      return [...text.matchAll(/"((?:[^"]|"")*)"/g)].flatMap(([, cell = '']) =>
        /^[\s"]*[=+\-@]/.test(cell) && !/^-?\d+$/.test(cell) ? [cell] : [],
      )
    case 'svg':
    case 'html':
      return page.evaluate((markup) => {
        const parsed = new DOMParser().parseFromString(markup, 'text/html')
        return [...parsed.querySelectorAll('*')].flatMap((element) => [
          ...(/^(script|img|iframe|object|embed|foreignobject)$/i.test(element.localName) ? [element.outerHTML] : []),
          ...[...element.attributes].flatMap((one) => (/^on/i.test(one.name) || /^\s*javascript:/i.test(one.value) ? [one.name] : [])),
        ])
      }, text)
    case 'md':
      // Outside code nothing begins an element or a link that is not escaped.
      return text.replaceAll(/(`+)[^]*?\1/g, '').match(/(?<!\\)<(?:img|script|b)\b|(?<!\\)\]\((?:javascript|http:\/\/evil)/gi) ?? []
    case 'sarif':
      return messages(JSON.parse(text)).flatMap((message) => message.match(/(?<!\\)\]\((?:javascript|http:\/\/evil)/g) ?? [])
    case 'json':
      JSON.parse(text)
      return []
    case 'pdf':
      // Not in its compressed streams: three letters of them may be any.
      return (
        bytes
          .toString('latin1')
          .replaceAll(/\bstream\r?\n[^]*?\bendstream\b/g, '')
          .match(/\/(?:JavaScript|JS|Launch|OpenAction|AA|SubmitForm)\b|\/URI \([^)]*(?:evil|javascript)[^)]*\)/g) ?? []
      )
    default:
      return []
  }
}
/** `message.text` of SARIF, wherever it is: it may hold links. */
function messages(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inside]) =>
    key === 'message' && typeof (inside as { text?: unknown }).text === 'string' ? [(inside as { text: string }).text] : messages(inside),
  )
}

test('no name is run, on the page or in what it writes', async ({ page, context }, info) => {
  const path = info.outputPath('hostile.tar.gz')
  writeFileSync(path, archive)
  await open(page)
  await drop(page, path)
  const { saved, seen } = await session(page)
  const everything = seen.join('')
  for (const name of ['HYPERLINK', '&lt;img src=x', '[x](javascript']) expect(everything, 'the names are there').toContain(name)
  expect(seen.flatMap((markup) => markup.match(/<img src="?x|onerror="|<script>/g) ?? [])).toEqual([])
  expect(await page.evaluate(() => '__pwned' in window)).toBe(false)
  expect([...saved.keys()].map((name) => name.split('.').pop())).toEqual(
    expect.arrayContaining(['pdf', 'json', 'csv', 'md', 'sarif', 'svg']),
  )
  // Our own page parses no markup.
  const blank = await context.newPage()
  for (const [name, bytes] of saved) expect(await armed(blank, name, bytes), name).toEqual([])
})

test('what is armed is seen to be', async ({ page }) => {
  const raw: Readonly<Record<string, string>> = {
    csv: `"${FORMULA.replaceAll('"', '""')}"`,
    svg: `<svg>${MARKUP}</svg>`,
    md: `${LINK}`,
    sarif: JSON.stringify({ runs: [{ results: [{ message: { text: LINK } }] }] }),
    pdf: '<< /S /JavaScript >>',
  }
  for (const [kind, text] of Object.entries(raw)) expect(await armed(page, `x.${kind}`, Buffer.from(text)), kind).not.toEqual([])
})
