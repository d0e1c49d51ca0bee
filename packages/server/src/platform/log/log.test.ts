import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLog } from './create-log.ts'
import { runWithFacts, traceIdOf } from './log-facts.ts'

function logging() {
  const lines: Record<string, unknown>[] = []
  const log = createLog('trace', { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { log, lines }
}

test('every line that a request leads to names it, after whatever waits, and none that another one leads to', async () => {
  const { log, lines } = logging()
  const work = async (n: number) => {
    await sleep(5)
    log.info({ n }, 'worked')
  }
  await Promise.all([
    runWithFacts({ requestId: 'one', traceId: 'abc' }, () => work(1)),
    runWithFacts({ requestId: 'two' }, () => work(2)),
    work(3),
  ])
  const facts = lines.map(({ n, requestId, traceId }) => ({ n, requestId, traceId }))
  expect(facts).toEqual([
    { n: 1, requestId: 'one', traceId: 'abc' },
    { n: 2, requestId: 'two', traceId: undefined },
    { n: 3, requestId: undefined, traceId: undefined },
  ])
})

test('secrets and words are struck out under their names, wherever they stand', () => {
  const { log, lines } = logging()
  log.info({
    token: 'canary',
    a: { password: 'canary', b: { text: 'canary' } },
    headers: { authorization: 'canary' },
  })
  expect(JSON.stringify(lines)).not.toContain('canary')
})

test('an error is logged with its cause, and without the row that PostgreSQL put into it', () => {
  const { log, lines } = logging()
  const cause = Object.assign(new Error('duplicate key value'), {
    code: '23505',
    constraint: 'messages_pkey',
    detail: 'Failing row contains (canary).',
    parameters: ['canary'],
  })
  log.error({ err: new Error('It failed', { cause }) }, 'A request failed')
  const [line] = lines
  expect(line).toMatchObject({
    err: { message: 'It failed', cause: { code: '23505', constraint: 'messages_pkey', type: 'Error' } },
  })
  expect(JSON.stringify(line)).not.toContain('canary')
})

test('a traceparent gives its trace, and anything else gives none', () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  expect(traceIdOf(`00-${trace}-00f067aa0ba902b7-01`)).toBe(trace)
  expect(traceIdOf(`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`)).toBeNull()
  for (const header of [undefined, '', trace, `00-${trace}`, [`00-${trace}-00f067aa0ba902b7-01`], '{"a":1}'])
    expect(traceIdOf(header)).toBeNull()
})
