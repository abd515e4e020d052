import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge, read } from '../engine/audit.ts'
import { newKeys } from '../engine/testing/certificates.ts'
import { HERE } from '../engine/x509/arithmetic.ts'
import { arithmeticBehind, NO_MORE, serveArithmetic } from './arithmetic.ts'

const archive = new Uint8Array(readFileSync(new URL('../engine/testing/distributions/kubeadm.tar.gz', import.meta.url)))

test('a drop read with arithmetic behind a port is the drop read here', async () => {
  const { port1, port2 } = new MessageChannel()
  serveArithmetic(port2)
  const files = [{ path: 'cp1.tgz', bytes: archive }]
  const again = () => expect.fail('keys that say what they are were not believed')
  const behind = await read(files, { again, arithmetic: arithmeticBehind(port1) })
  const here = await read(files)
  expect(behind.inventory).toEqual(here.inventory)
  expect(here.inventory.signers.flat().length).toBeGreaterThan(10)
  const at = Date.parse('2026-06-15T00:00:00Z') / 1000
  expect(judge(behind, { at })).toEqual(judge(here, { at }))
  port1.close()
})

test('what would pile up behind the port is done here', async () => {
  const { port1, port2 } = new MessageChannel()
  let behind = 0
  port2.onmessage = () => void behind++
  const silent = arithmeticBehind(port1)
  const megabyte = (value: number): Uint8Array<ArrayBuffer> => new Uint8Array(1 << 20).fill(value)
  const asked = Array.from({ length: 12 }, (_, i) => silent.digest(megabyte(i)))
  expect(await asked.at(-1)).toBe(await HERE.digest(megabyte(11)))
  await expect.poll(() => behind).toBeGreaterThan(0)
  port1.close()
})

test('answers keep to their questions', async () => {
  const { port1, port2 } = new MessageChannel()
  serveArithmetic(port2)
  const served = arithmeticBehind(port1)
  const texts = Array.from({ length: 200 }, (_, i) => new TextEncoder().encode(`file ${i}`))
  expect(await Promise.all(texts.map((one) => served.digest(one)))).toEqual(await Promise.all(texts.map((one) => HERE.digest(one))))
  const garbage = Uint8Array.of(0x30, 3, 2, 1, 1)
  expect(await served.readKey(garbage, false)).toEqual(await HERE.readKey(garbage, false))
  port1.close()
})

test('signatures and digests are answered behind what was asked after them: reading waits for keys, and not for them', async () => {
  const { port1, port2 } = new MessageChannel()
  const served = arithmeticBehind(port1)
  const { inventory } = await read([{ path: 'cp1.tgz', bytes: archive }])
  const ca = inventory.certificates.find(({ isCA }) => isCA)!
  const order: string[] = []
  // So many of them that they go out before the key is asked for.
  const signatures = Array.from({ length: 300 }, () => served.verify(ca, ca.publicKey).then(() => order.push('signature')))
  const digest = served.digest(archive).then(() => order.push('digest'))
  const key = served.readKey(Uint8Array.of(0x30, 3, 2, 1, 1), false).then(() => order.push('key'))
  serveArithmetic(port2)
  await Promise.all([...signatures, digest, key])
  expect(order.indexOf('key')).toBe(0)
  port1.close()
})

test('what comes while signatures wait is answered before them', async () => {
  const { port1, port2 } = new MessageChannel()
  serveArithmetic(port2)
  const served = arithmeticBehind(port1)
  const { inventory } = await read([{ path: 'cp1.tgz', bytes: archive }])
  const ca = inventory.certificates.find(({ isCA }) => isCA)!
  const { pkcs8 } = await newKeys()
  // Before the first answer little is asked of the far side.
  await served.verify(ca, ca.publicKey)
  let answered = 0
  const signatures = Array.from({ length: 4096 }, () => served.verify(ca, ca.publicKey).then(() => answered++))
  await signatures[0]
  await served.readKey(pkcs8, false)
  expect(answered).toBeLessThan(2048)
  await Promise.all(signatures)
  port1.close()
})

test('what was asked is answered before the far side is told that there is no more', async () => {
  const { port1, port2 } = new MessageChannel()
  const finished = new Promise<void>((resolve) => serveArithmetic(port2, resolve))
  const served = arithmeticBehind(port1)
  // The first message is full, the second is not.
  const texts = Array.from({ length: 300 }, (_, i) => new TextEncoder().encode(`file ${i}`))
  const digests = await Promise.all(texts.map((one) => served.digest(one)))
  expect(digests.at(-1)).toBe(await HERE.digest(texts[299]!))
  port1.postMessage(NO_MORE)
  await finished
  port1.close()
})

test('while the far side has work, what is asked waits for a full message', async () => {
  const { port1, port2 } = new MessageChannel()
  let messages = 0
  port2.onmessage = () => void messages++
  const silent = arithmeticBehind(port1)
  for (let i = 0; i < 20; i++) {
    void silent.readKey(Uint8Array.of(i), false)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  expect(messages).toBe(2)
  for (let i = 0; i < 256; i++) void silent.readKey(Uint8Array.of(i), false)
  await expect.poll(() => messages).toBe(3)
  port1.close()
})
