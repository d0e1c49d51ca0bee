import { randomUUID } from 'node:crypto'
import type { ServerFrame } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
import { agentPath, openGreeted, visitorPath } from '../testing/attacks/raw-socket.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const read = async (token: string | null, path: string) => {
  const headers = { authorization: `Bearer ${token}` }
  expect((await sendHttp(server.origin, { method: 'GET', path: `/api/v1${path}`, headers })).status).toBe(200)
}

const viewersOf = async (sessionId: string) => {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from audit_log where workspace_id = ${desk.workspaceId} and subject_id = ${sessionId}
      and action = 'transcript.viewed' order by at`.execute(database.db)
  return rows.map((row) => row.user_id)
}

test('who reads a session without a part in it is noted once, by page, talk, events or socket; who has it is not', async () => {
  const { agent, supervisor, admin, owner } = desk.callers
  const { sessionId, conversationId } = await desk.aVisitor()
  await desk.call(agent.token ?? '', `/sessions/${sessionId}/take`)
  for (let i = 0; i < 2; i += 1) {
    await read(agent.token, `/sessions/${sessionId}`)
    await read(agent.token, `/conversations/${conversationId}`)
    await read(supervisor.token, `/sessions/${sessionId}`)
    await read(admin.token, `/conversations/${conversationId}`)
  }
  const live = await openGreeted(server.origin, agentPath, { token: owner.token ?? '' })
  live.say({ type: 'follow', conversationId, epoch: live.epoch, position: 0 })
  await live.next('following')
  live.end()
  expect(await viewersOf(sessionId)).toEqual([supervisor.userId, admin.userId, owner.userId])
  await desk.call(supervisor.token ?? '', `/sessions/${sessionId}/transfer`, {
    to: { agentId: admin.userId },
  })
  const second = await desk.aVisitor()
  await desk.call(admin.token ?? '', `/sessions/${second.sessionId}/take`)
  await read(admin.token, `/sessions/${second.sessionId}`)
  await read(admin.token, `/events?sessionId=${second.sessionId}`)
  expect(await viewersOf(second.sessionId)).toEqual([])
  await read(supervisor.token, `/events?sessionId=${second.sessionId}`)
  expect(await viewersOf(second.sessionId)).toEqual([supervisor.userId])
})

test('a supervisor who reads along marks nothing as read, nor as unread; the agent who has it does both', async () => {
  const { agent, supervisor } = desk.callers
  const { token, sessionId, conversationId, messageId } = await desk.aVisitor()
  await desk.call(agent.token ?? '', `/sessions/${sessionId}/take`)
  const visitor = await openGreeted(server.origin, visitorPath, { token })
  visitor.say({ type: 'follow', epoch: visitor.epoch, position: 0 })
  await visitor.next('following')
  const unread = async () => {
    const { rows } = await sql<{ count: number }>`
      select contact_message_count - agent_read_count as count from sessions
       where workspace_id = ${desk.workspaceId} and session_id = ${sessionId}`.execute(database.db)
    return rows[0]?.count
  }
  const mark = (by: typeof agent) =>
    desk.call(by.token ?? '', `/conversations/${conversationId}/read`, { messageId })
  const isRead = (frame: ServerFrame) => frame.type === 'ticks' && frame.readAt !== null
  await read(supervisor.token, `/conversations/${conversationId}`)
  await mark(supervisor)
  await visitor.settled()
  expect([await unread(), visitor.frames.filter(isRead)]).toEqual([1, []])
  await mark(agent)
  expect(await visitor.next('ticks', isRead)).toMatchObject({ sessionId, of: 'contact' })
  expect(await unread()).toBe(0)
  const putBack = (by: typeof agent) => desk.call(by.token ?? '', `/conversations/${conversationId}/unread`)
  await expect(putBack(supervisor)).rejects.toThrow('not_found')
  expect(await unread()).toBe(0)
  await putBack(agent)
  expect(await unread()).toBe(1)
  await mark(agent)
  expect(await unread()).toBe(0)
  visitor.end()
})

test('a banned visitor hears the end at once, is refused politely, and is let in again', async () => {
  const { token, sessionId } = await desk.aVisitor()
  const { rows } = await sql<{ contact_id: string }>`
    select contact_id from sessions
     where workspace_id = ${desk.workspaceId} and session_id = ${sessionId}`.execute(database.db)
  const contactId = rows[0]?.contact_id ?? ''
  const visitor = await openGreeted(server.origin, visitorPath, { token })
  visitor.say({ type: 'follow', epoch: visitor.epoch, position: 0 })
  await visitor.next('following')
  const supervisor = desk.callers.supervisor.token ?? ''
  const banned = await desk.call(supervisor, `/contacts/${contactId}/ban`, { reason: 'Insults' })
  expect(banned).toMatchObject({ endedSessions: 1 })
  const ended = await visitor.next('event', (frame) => JSON.stringify(frame).includes('session.ended'))
  // Why it ended, and by whose hand, is not the contact's to know.
  expect(JSON.stringify(ended)).not.toMatch(/blocked|Insults/)
  const clientId = randomUUID()
  visitor.say({ type: 'send', clientId, text: 'Why?' })
  expect(await visitor.next('refused')).toEqual({ type: 'refused', clientId, code: 'contact_banned' })
  await desk.call(supervisor, `/bans/${(banned.ban as { id: string }).id}/lift`)
  visitor.say({ type: 'send', clientId, text: 'Why?' })
  expect(await visitor.next('sent')).toMatchObject({ clientId })
  visitor.end()
})
