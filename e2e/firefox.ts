/** A Firefox driven by WebDriver BiDi over a WebSocket of our own: Playwright drives only a Firefox it has patched itself. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** FIREFOX_PATH or one of the system; null where there is none. */
export function findFirefox(): string | null {
  const named = process.env.FIREFOX_PATH
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = named ? [named] : folders.flatMap((folder) => ['firefox', 'firefox-esr'].map((name) => join(folder, name)))
  return (
    candidates.find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    }) ?? null
  )
}

/** Text frames only, RFC 6455 section 5.2; what BiDi needs of a WebSocket. */
class TextSocket {
  readonly #socket: Socket
  #buffer = Buffer.alloc(0)
  #message: Buffer[] = []
  onmessage: (text: string) => void = () => {}

  private constructor(socket: Socket, head: Buffer) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', () => {})
    this.#take(head)
  }
  static open(port: number, path: string): Promise<TextSocket> {
    return new Promise((resolve, reject) => {
      const headers = {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      }
      const sent = request({ host: '127.0.0.1', port, path, headers })
      sent.on('upgrade', (_response, socket, head) => resolve(new TextSocket(socket as Socket, head)))
      sent.on('response', (response) => reject(new Error(`WebSocket refused: ${response.statusCode}`)))
      sent.on('error', reject)
      sent.end()
    })
  }
  send(text: string): void {
    const body = Buffer.from(text)
    const mask = randomBytes(4)
    const header = Buffer.alloc(14)
    header[0] = 0x81
    let length = 2
    if (body.length < 126) header[1] = 0x80 | body.length
    else if (body.length < 65_536) {
      header[1] = 0x80 | 126
      header.writeUInt16BE(body.length, 2)
      length = 4
    } else {
      header[1] = 0x80 | 127
      header.writeBigUInt64BE(BigInt(body.length), 2)
      length = 10
    }
    for (let i = 0; i < body.length; i++) body[i] = (body[i] ?? 0) ^ (mask[i % 4] ?? 0)
    this.#socket.write(Buffer.concat([header.subarray(0, length), mask, body]))
  }
  close(): void {
    this.#socket.destroy()
  }
  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    for (;;) {
      if (this.#buffer.length < 2) return
      const [first = 0, second = 0] = this.#buffer
      let start = 2
      let length = second & 0x7f
      if (length >= 126) {
        start = length === 126 ? 4 : 10
        if (this.#buffer.length < start) return
        length = length === 126 ? this.#buffer.readUInt16BE(2) : Number(this.#buffer.readBigUInt64BE(2))
      }
      if (this.#buffer.length < start + length) return
      const body = this.#buffer.subarray(start, start + length)
      this.#buffer = this.#buffer.subarray(start + length)
      const opcode = first & 0x0f
      if (opcode > 2) continue
      this.#message.push(body)
      if ((first & 0x80) === 0) continue
      const text = Buffer.concat(this.#message).toString()
      this.#message = []
      this.onmessage(text)
    }
  }
}

type Json = Readonly<Record<string, unknown>>

export class Firefox {
  readonly #process: ChildProcess
  readonly #profile: string
  readonly #socket: TextSocket
  readonly #waiting = new Map<number, { resolve: (value: Json) => void; reject: (error: Error) => void }>()
  #next = 0
  #context = ''
  /** Console errors and exceptions. */
  readonly errors: string[] = []

  private constructor(process: ChildProcess, profile: string, socket: TextSocket) {
    this.#process = process
    this.#profile = profile
    this.#socket = socket
    socket.onmessage = (text) => this.#receive(JSON.parse(text))
  }

  /** `preferences` are written to user.js of a new profile. */
  static async start(path: string, preferences: Readonly<Record<string, string | number | boolean>> = {}): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'pkiscope-firefox-'))
    const quiet = {
      'app.update.enabled': false,
      'app.normandy.enabled': false,
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'toolkit.telemetry.enabled': false,
      'browser.download.folderList': 2,
      'browser.download.dir': profile,
      'browser.download.useDownloadDir': true,
      'browser.helperApps.neverAsk.saveToDisk': 'application/pdf,application/json,text/csv,image/svg+xml,image/png',
      'pdfjs.disabled': true,
      ...preferences,
    }
    writeFileSync(
      join(profile, 'user.js'),
      Object.entries(quiet)
        .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
        .join(''),
    )
    const child = spawn(path, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, MOZ_DISABLE_CONTENT_SANDBOX: '1', HOME: profile },
    })
    const port = await new Promise<number>((resolve, reject) => {
      let said = ''
      child.stderr?.on('data', (chunk: Buffer) => {
        said += String(chunk)
        const match = /WebDriver BiDi listening on ws:\/\/[^:]+:(\d+)/.exec(said)
        if (match !== null) resolve(Number(match[1]))
      })
      child.on('exit', () => reject(new Error(`Firefox ended before it listened: ${said}`)))
    })
    const firefox = new Firefox(child, profile, await TextSocket.open(port, '/session'))
    await firefox.command('session.new', { capabilities: {} })
    await firefox.command('session.subscribe', { events: ['log.entryAdded'] })
    const { context } = await firefox.command('browsingContext.create', { type: 'tab' })
    firefox.#context = String(context)
    return firefox
  }

  get downloads(): string {
    return this.#profile
  }

  #receive(message: { id?: number; type?: string; result?: Json; error?: string; message?: string; params?: Json }): void {
    if (message.type === 'event') {
      const { level, text, source } = (message.params ?? {}) as { level?: string; text?: string; source?: { context?: string } }
      if (level === 'error' && source?.context === this.#context) this.errors.push(String(text))
      return
    }
    const one = this.#waiting.get(message.id ?? -1)
    if (one === undefined) return
    this.#waiting.delete(message.id ?? -1)
    if (message.type === 'success') one.resolve(message.result ?? {})
    else one.reject(new Error(`${message.error}: ${message.message}`))
  }

  command(method: string, params: Json): Promise<Json> {
    const id = ++this.#next
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  async goto(url: string): Promise<void> {
    await this.command('browsingContext.navigate', { context: this.#context, url, wait: 'complete' })
  }

  /** The value of an expression, which must be JSON. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.command('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context: this.#context },
      awaitPromise: true,
      userActivation: true,
    })
    if (answer.type !== 'success') throw new Error(`in Firefox: ${JSON.stringify(answer.exceptionDetails).slice(0, 500)}`)
    const { value } = answer.result as { value?: string }
    return (value === undefined ? undefined : JSON.parse(value)) as T
  }

  async until(expression: string, milliseconds = 20_000): Promise<void> {
    const end = Date.now() + milliseconds
    while (!(await this.evaluate<boolean>(`Boolean(${expression})`))) {
      if (Date.now() > end) throw new Error(`Firefox: never came true: ${expression}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  async setFiles(selector: string, files: readonly string[]): Promise<void> {
    const located = await this.command('browsingContext.locateNodes', { context: this.#context, locator: { type: 'css', value: selector } })
    const [node] = located.nodes as { sharedId: string }[]
    if (node === undefined) throw new Error(`Firefox: nothing fits ${selector}`)
    await this.command('input.setFiles', { context: this.#context, element: { sharedId: node.sharedId }, files })
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.command('browsingContext.captureScreenshot', { context: this.#context })
    return Buffer.from(String(data), 'base64')
  }

  async close(): Promise<void> {
    await this.command('browser.close', {}).catch(() => {})
    this.#socket.close()
    if (this.#process.exitCode === null) {
      const gone = new Promise((resolve) => this.#process.once('exit', resolve))
      const timer = setTimeout(() => this.#process.kill('SIGKILL'), 5000)
      await gone
      clearTimeout(timer)
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
