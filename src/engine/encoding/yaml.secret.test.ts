import { expect, test } from 'vitest'
import { readYaml } from './yaml.ts'

const CANARY = 'hunter2canary'
test.each([
  `password: *${CANARY}\n`,
  `password: !${CANARY} x\n`,
  `password: !<${CANARY}\n`,
  `password: "${CANARY}\n`,
  `password: '${CANARY}\nb: c\n`,
  `password: @${CANARY}\n`,
  `password: %${CANARY}\n`,
  `password: \`${CANARY}\`\n`,
  `password: [${CANARY}\nx\n`,
  `password: {${CANARY}: ]\n`,
  `password: |${CANARY}\n x\n`,
  `password: >9${CANARY}\n x\n`,
  `? ${CANARY}\n: - ${CANARY}\n ${CANARY}: x\n`,
  `password: "\\q${CANARY}"\n`,
  `password: "\\x${CANARY}"\n`,
  `%${CANARY} 1\n---\na: b\n`,
  `password: a: ${CANARY}\n`,
  `&${CANARY} *${CANARY}\n`,
  `password: & ${CANARY}\n`,
])('a fault never quotes what it could not read: %j', (text) => {
  const { faults } = readYaml(text)
  for (const { message } of faults) expect(message).not.toContain(CANARY)
})

test('and still says what is wrong, and where', () => {
  const { faults } = readYaml('a: b\nc: "d\n')
  expect(faults).toEqual([{ line: expect.any(Number), message: expect.stringMatching(/Missing closing/) }])
})
