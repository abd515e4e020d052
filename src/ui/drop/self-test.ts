/** Ways out of a page, each tried against this page's own origin with nothing in it; a violation event or an error is a refusal. */
export interface AttemptResult {
  readonly what: string
  readonly refused: boolean
}
const PATH = './self-test-should-be-refused'
const WAIT = 1500

function within(start: (done: (refused: boolean) => void) => void, directive: string): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (refused: boolean) => {
      document.removeEventListener('securitypolicyviolation', heard)
      clearTimeout(timer)
      resolve(refused)
    }
    const heard = (event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === directive) settle(true)
    }
    const timer = setTimeout(() => settle(false), WAIT)
    document.addEventListener('securitypolicyviolation', heard)
    try {
      start(settle)
    } catch {
      settle(true)
    }
  })
}
/** Runs them one after the other. A page served without its policy says so here. */
export async function attempts(): Promise<readonly AttemptResult[]> {
  const list: readonly { readonly what: string; readonly start: (done: (refused: boolean) => void) => void; readonly directive: string }[] =
    [
      {
        what: 'fetch',
        directive: 'connect-src',
        start: () =>
          void globalThis['fetch'](PATH).then(
            () => undefined,
            () => undefined,
          ),
      },
      {
        what: 'XMLHttpRequest',
        directive: 'connect-src',
        start: () => {
          const x = new globalThis['XMLHttpRequest']()
          x.open('GET', PATH)
          x.send()
        },
      },
      {
        what: 'WebSocket',
        directive: 'connect-src',
        start: () => {
          new globalThis['WebSocket'](`ws://${location.host || 'localhost'}/self-test`)
        },
      },
      {
        what: 'sendBeacon',
        directive: 'connect-src',
        start: () => {
          navigator['sendBeacon'](PATH, '')
        },
      },
    ]
  const results: AttemptResult[] = []
  for (const { what, start, directive } of list) results.push({ what, refused: await within(start, directive) })
  return results
}
