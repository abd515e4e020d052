import { expect, test } from 'vitest'
import { EXIT, main, type Outside } from './audit.ts'

interface Heard {
  readonly status: number
  readonly output: string
  readonly complaints: string
}
const HEALTHY = 'src/engine/testing/distributions/kubeadm.tar.gz'

async function run(args: readonly string[]): Promise<Heard> {
  const pieces: Uint8Array[] = []
  let complaints = ''
  const outside: Outside = {
    write: async (piece) => {
      pieces.push(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
    },
    complain: (message) => {
      complaints += `${message}\n`
    },
    now: () => 1_782_907_200,
  }
  const status = await main(args, outside)
  return { status, output: Buffer.concat(pieces).toString(), complaints }
}

test('nothing broken is 0, and standard output is one JSON document', async () => {
  const { status, output, complaints } = await run([HEALTHY])
  expect(complaints).toBe('')
  expect(JSON.parse(output)).toMatchObject({ format: 'pkiscope-audit/1', at: '2026-07-01T12:00:00Z' })
  expect(status).toBe(EXIT.fine)
})

test('something broken is 1: the same cluster after its end', async () => {
  const { status, output } = await run([HEALTHY, '--at', '2046-07-01T12:00:00Z'])
  expect(JSON.parse(output).calls.map((call: { status: string }) => call.status)).toContain('broken')
  expect(status).toBe(EXIT.broken)
  expect((await run([HEALTHY, '--at', '2046-07-01T12:00:00Z', '--fail-on', 'never'])).status).toBe(EXIT.fine)
})

test('what will be broken is 1 when asked for, and the document still shows the moment asked for', async () => {
  expect((await run([HEALTHY, '--fail-on', 'expiring:1d'])).status).toBe(EXIT.fine)
  const { status, output } = await run([HEALTHY, '--fail-on', 'expiring:400d'])
  expect(status).toBe(EXIT.broken)
  expect(JSON.parse(output).at).toBe('2026-07-01T12:00:00Z')
})

test('nothing that could be read is 2, and still a document', async () => {
  const { status, output, complaints } = await run(['nowhere-at-all'])
  expect(status).toBe(EXIT.unreadable)
  expect(JSON.parse(output).inputs).toEqual([])
  expect(complaints).toContain('no such file')
})

test('in another language, and with the names of this cluster replaced', async () => {
  expect((await run([HEALTHY, '--format', 'markdown', '--lang', 'zh-CN'])).output).toMatch(/\p{Script=Han}/u)
  const plain = await run([HEALTHY, '--format', 'markdown'])
  const redacted = await run([HEALTHY, '--format', 'json', '--redact'])
  expect(plain.output).not.toMatch(/\p{Script=Han}/u)
  expect(redacted.output).not.toContain('192.0.2.11')
  expect((await run([HEALTHY])).output).toContain('192.0.2.11')
})

test('wrong usage is 64, told on standard error alone', async () => {
  const { status, output, complaints } = await run([HEALTHY, '--at', 'yesterday'])
  expect(status).toBe(EXIT.usage)
  expect(output).toBe('')
  expect(complaints).toContain('usage:')
})

test.each([
  ['sarif', /"version":\s*"2\.1\.0"/],
  ['csv', /^.*subject/i],
  ['markdown', /^# /m],
  ['pdf', /^%PDF-/],
  ['svg', /^(<\?xml|<svg)/],
])('--format %s', async (format, start) => {
  const { output, status } = await run([HEALTHY, '--format', format])
  expect(status).toBe(EXIT.fine)
  expect(output).toMatch(start)
})
