import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from './app.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { createLog } from './platform/log/index.ts'
import { aWorkspace, type TestWorkspace, testPassword } from './testing/a-workspace.ts'
import { agentPath, openGreeted, visitorPath } from './testing/attacks/raw-socket.ts'
import { startTestServer } from './testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let workspace: TestWorkspace
const lines: string[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  const log = createLog('trace', { write: (line: string) => void lines.push(line) })
  server = await startTestServer(database.connection, { overrides: { log } })
  workspace = await aWorkspace(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

async function call(path: string, body: object, token?: string) {
  const answer = await fetch(`${server.origin}/api/v1${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  return { answer, body: (await answer.json()) as Record<string, unknown> }
}

/** A talk with everything in it that a log must not keep; what was said, and every secret that came up. */
async function aTalk(): Promise<readonly string[]> {
  const words = ['The parcel is lost', 'We send another one', 'A difficult contact', 'Wrong horse battery']
  const [question = '', reply = '', note = '', wrong = ''] = words
  const { owner, inbox } = workspace
  const signed = await call('/logins', { email: owner.email, password: testPassword })
  const cookie = signed.answer.headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? ''
  await call('/logins', { email: owner.email, password: wrong })
  const visitor = await call('/widget/visitors', { key: inbox.widget?.key })
  const token = String(visitor.body.token)
  const live = await openGreeted(server.origin, visitorPath, { token })
  const agent = await openGreeted(server.origin, agentPath, { token: owner.token })
  live.say({ type: 'send', clientId: randomUUID(), text: question })
  const { sessionId, conversationId } = await live.next('sent')
  live.say({ type: 'follow', epoch: live.epoch, position: 0 })
  agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: 0 })
  const act = (verb: string, body: object) =>
    call(`/sessions/${sessionId}/${verb}`, { clientId: randomUUID(), ...body }, owner.token)
  await act('take', {})
  await act('messages', { text: reply })
  await act('messages', { text: reply, surplus: note })
  await act('notes', { text: note })
  await act('end', {})
  await live.next('event', ({ recorded }) => recorded.event.type === 'session.ended')
  // Nonsense carries words too, and so does what a handler did not expect.
  await fetch(`${server.origin}/api/v1/logins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"email":"${question}`,
  })
  live.send(`{"type":"send","text":"${question}"`)
  await live.closed
  agent.end()
  return [...words, testPassword, owner.token, owner.email, cookie, token].filter((word) => word !== '')
}

test('what a whole talk logs, at the loudest, holds nobody’s words and no secret, and every request’s line its ids', async () => {
  const unsayable = await aTalk()
  const said = lines.join('')
  expect(lines.length).toBeGreaterThan(10)
  for (const word of unsayable) expect(said).not.toContain(word)

  const answered = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'A request was answered')
  expect(answered.length).toBeGreaterThan(8)
  for (const { requestId, route, status, ms } of answered) {
    expect(requestId).toMatch(/^[0-9a-f]{16}$/)
    expect([typeof route, typeof status, typeof ms]).toEqual(['string', 'number', 'number'])
  }
  expect(answered.filter((line) => line.traceId === traceId).length).toBeGreaterThan(6)
})
