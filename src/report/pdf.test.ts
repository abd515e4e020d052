import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleAudit } from '../engine/testing/sample-audit.ts'
import { LANGUAGES } from '../text/index.ts'
import { reportPdf } from './report.ts'

const has = (tool: string) => spawnSync(tool, ['--version']).error === undefined
const directory = mkdtempSync(join(tmpdir(), 'pkiscope-pdf-'))
async function save(name: string, language: (typeof LANGUAGES)[number]): Promise<string> {
  const path = join(directory, name)
  writeFileSync(path, await reportPdf(sampleAudit(), { language }))
  return path
}
const out = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'latin1', maxBuffer: 1 << 28 })

test('same audit, same bytes', async () => {
  const digest = async () =>
    createHash('sha256')
      .update(await reportPdf(sampleAudit()))
      .digest('hex')
  expect(await digest()).toBe(await digest())
})

test.skipIf(!has('qpdf')).each(LANGUAGES)('%s: well formed, declared, everything painted is tagged or an artifact', async (language) => {
  const path = await save(`tags-${language}.pdf`, language)
  expect(out('qpdf', '--check', path)).toContain('No syntax or stream encoding errors found')
  const qdf = out('qpdf', '--qdf', '--object-streams=disable', path, '-')
  expect(qdf).toContain('/Marked true')
  expect(qdf).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(qdf).toContain('<pdfaid:part>3</pdfaid:part>')
  expect(qdf).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
  expect(qdf).toContain('/AFRelationship /Data')
  expect(qdf).toMatch(/\/Lang \((en|zh-CN)\)/)
  expect(untagged(qdf)).toEqual([])
  for (const tag of ['/S /H1', '/S /H2', '/S /H3', '/S /Table', '/S /TH', '/S /TD', '/S /TOCI', '/S /Link', '/S /Figure', '/S /P'])
    expect(qdf, tag).toContain(tag)
  // qpdf numbers anew, and says what number an object had: that is the order in which they were made.
  const made = (object: string) => Number(/Original object ID: (\d+)/.exec(object)?.[1])
  const elements = qdf
    .split(/^endobj$/m)
    .flatMap((object) => {
      const [, tag] = /^ {2}\/S \/(\w+)$/m.exec(object) ?? []
      return tag === undefined || /\/Type \/OutputIntent|\/S \/(GoTo|URI)/.test(object) ? [] : [{ tag, object }]
    })
    .sort((one, other) => made(one.object) - made(other.object))
  const all = (tag: string) => elements.filter((element) => element.tag === tag)
  expect(all('TH').length).toBeGreaterThan(5)
  for (const { object } of all('TH')) expect(object).toMatch(/\/Scope \/(Column|Row)/)
  expect(all('Figure').length).toBeGreaterThan(0)
  for (const { object } of all('Figure')) expect(object).toMatch(/\/Alt [(<]/)
  for (const { object } of all('Link')) expect(object).toContain('/OBJR')
  for (const { object, tag } of elements) if (tag !== 'Document') expect(object, tag).toMatch(/\/P \d+ 0 R/)
  // ISO 14289-1 section 7.4.2: no level of heading is left out.
  const levels = elements.flatMap(({ tag }) => (/^H[1-6]$/.test(tag) ? [Number(tag.slice(1))] : []))
  levels.forEach((level, i) => expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1))
})

test.skipIf(!has('pdffonts') || !has('pdftotext')).each(LANGUAGES)(
  '%s: fonts embedded, text readable, what has no glyph is escaped',
  async (language) => {
    const path = await save(`text-${language}.pdf`, language)
    const fonts = out('pdffonts', path).split('\n').slice(2).filter(Boolean)
    expect(fonts.length).toBeGreaterThanOrEqual(2)
    for (const font of fonts) expect(font).toMatch(/ yes +yes +yes /)
    const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
    expect(text).toContain('管理员')
    expect(text).toContain('\\u{9F98}')
    expect(text).toContain(language === 'en' ? 'Caller accepts server' : '调用方接受服务端')
    expect(text).toContain('kube-apiserver-etcd-client')
  },
)

/** Paint operators of page contents outside any marked content. */
function untagged(qdf: string): string[] {
  const bad: string[] = []
  for (const stream of qdf.matchAll(/stream\n([\s\S]*?)\nendstream/g)) {
    const body = stream[1] ?? ''
    if (!/\b(BDC|BMC)\b/.test(body)) continue
    let depth = 0
    for (const line of body.split('\n')) {
      if (/\b(BDC|BMC)$/.test(line)) depth++
      else if (/^EMC$/.test(line)) depth--
      else if (depth === 0 && /(^|\s)(Tj|TJ|f|f\*|S|B|Do)$/.test(line)) bad.push(line)
    }
  }
  return bad
}
