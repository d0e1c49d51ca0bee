import { randomUUIDv7 } from 'node:crypto'
import {
  asId,
  blankSession,
  type ContactId,
  endSession,
  evolve,
  type RecordedEvent,
  type SessionEvent,
  takeSession,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startsInOf } from '../inboxes/index.ts'
import { type Context, scopeOf } from '../platform/context.ts'
import { openTestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { changeSession } from './change-session.ts'
import { ingestMessage, type ThreadMemory } from './ingest-message.ts'
import type { InboundMessage } from './open-thread.ts'
import { fromRow, type SessionRecord } from './session-row.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const aMessage = (given: Partial<InboundMessage> = {}): InboundMessage => ({
  key: randomUUIDv7(),
  thread: 'visitor-1',
  contactId: asId<ContactId>(randomUUIDv7()),
  person: {
    externalId: given.thread ?? 'visitor-1',
    verified: false,
    name: 'Grace',
    email: null,
    locale: 'en',
  },
  text: 'Where is my parcel?',
  fileIds: [],
  clientId: null,
  ...given,
})

const arrivalAt = ({ inbox }: TestWorkspace) => ({ inboxId: inbox.id, startsIn: startsInOf(inbox) })
const asSystem = ({ platform, scope }: TestWorkspace): Context => ({
  ...platform,
  scope,
  actor: { kind: 'system' },
})

type LogRow = {
  session_id: string
  version: number
  at: number
  stream: number
  feed_offset: number
  event: SessionEvent
}

async function readLog({ platform: { db }, scope }: TestWorkspace): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    select * from session_events where workspace_id = ${scope.workspaceId} order by stream, feed_offset`.execute(
    db,
  )
  return rows
}

async function readSessions({ platform: { db }, scope }: TestWorkspace): Promise<SessionRecord[]> {
  const { rows } = await sql<SessionRecord>`
    select * from sessions where workspace_id = ${scope.workspaceId} order by number`.execute(db)
  return rows
}

async function count(workspace: TestWorkspace, table: 'messages' | 'idempotency'): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(table)}
    where workspace_id = ${workspace.scope.workspaceId}`.execute(workspace.platform.db)
  return rows[0]?.count ?? 0
}

describe('a message that comes in', () => {
  test('redelivered and concurrent messages land once each, in one session, without gaps', async () => {
    const workspace = await aWorkspace(database.db)
    const contactId = asId<ContactId>(randomUUIDv7())
    const messages = Array.from({ length: 25 }, (_, i) => aMessage({ key: `m${i}`, contactId }))

    await Promise.all(
      [...messages, ...messages].map((m) => ingestMessage(asSystem(workspace), arrivalAt(workspace), m)),
    )

    const log = await readLog(workspace)
    expect(log.map((e) => e.version)).toEqual([1, ...messages.map((_, i) => i + 2)])
    expect(new Set(log.map((e) => e.session_id)).size).toBe(1)
    expect(await count(workspace, 'messages')).toBe(25)
  })

  test('the same key gets the same answer, and with other words it is refused', async () => {
    const workspace = await aWorkspace(database.db)
    const message = aMessage()
    const first = await ingestMessage(asSystem(workspace), arrivalAt(workspace), message)
    const again = await ingestMessage(asSystem(workspace), arrivalAt(workspace), message)
    expect(again).toEqual(first)
    const changed = ingestMessage(asSystem(workspace), arrivalAt(workspace), {
      ...message,
      text: 'Other words',
    })
    await expect(changed).rejects.toMatchObject({ code: 'client_id_reused' })
    expect(await count(workspace, 'messages')).toBe(1)
  })

  test('after an end the next message starts a new session in the same conversation, and a retry of the old one none', async () => {
    const workspace = await aWorkspace(database.db)
    const ctx = asSystem(workspace)
    const message = aMessage()
    const first = await ingestMessage(ctx, arrivalAt(workspace), message)
    await changeSession(ctx, first.sessionId, () => ({
      accepted: true,
      events: [{ type: 'session.ended', endReason: 'inactivity', by: { kind: 'system' } }],
    }))
    expect(await ingestMessage(ctx, arrivalAt(workspace), message)).toEqual(first)
    const next = await ingestMessage(ctx, arrivalAt(workspace), aMessage({ contactId: message.contactId }))
    expect(next.conversationId).toBe(first.conversationId)
    expect(next.sessionId).not.toBe(first.sessionId)
    const sessions = await readSessions(workspace)
    expect(sessions.map((s) => s.state)).toEqual(['ended', 'unassigned'])
    expect(sessions[1]?.number).toBeGreaterThan(sessions[0]?.number ?? 0)
  })

  test('many at once after an end open one new session between them', async () => {
    const workspace = await aWorkspace(database.db)
    const ctx = asSystem(workspace)
    const { sessionId } = await ingestMessage(ctx, arrivalAt(workspace), aMessage())
    await changeSession(ctx, sessionId, () => ({
      accepted: true,
      events: [{ type: 'session.ended', endReason: 'inactivity', by: { kind: 'system' } }],
    }))
    const next = await Promise.all(
      Array.from({ length: 20 }, () => ingestMessage(ctx, arrivalAt(workspace), aMessage())),
    )
    expect(new Set(next.map((n) => n.sessionId)).size).toBe(1)
    expect(next.map((n) => n.version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    )
  })

  test("the workspace's streams have no gaps, whatever is written at once, and the log folded is the row", async () => {
    const workspace = await aWorkspace(database.db)
    const ctx = asSystem(workspace)
    const threads = Array.from({ length: 40 }, (_, i) => `visitor-${i}`)
    await Promise.all(
      threads.flatMap((thread) =>
        Array.from({ length: 5 }, () => ingestMessage(ctx, arrivalAt(workspace), aMessage({ thread }))),
      ),
    )
    const log = await readLog(workspace)
    const perStream = Map.groupBy(log, (row) => row.stream)
    for (const rows of perStream.values())
      expect(rows.map((row) => row.feed_offset)).toEqual(rows.map((_, i) => i + 1))

    for (const row of await readSessions(workspace)) {
      const events = log.filter((e) => e.session_id === row.session_id).sort((a, b) => a.version - b.version)
      const folded = events.reduce(
        (session, e) => evolve(session, { version: e.version, at: e.at, event: e.event } as RecordedEvent),
        blankSession(workspace.scope.workspaceId, asId(row.session_id)),
      )
      expect(folded).toEqual(fromRow(row))
    }
  })

  test('a failure on the way leaves nothing behind: no contact, no conversation, no claim', async () => {
    const workspace = await aWorkspace(database.db)
    const broken: Context = {
      ...asSystem(workspace),
      jobsFor: () => {
        throw new Error('planted')
      },
    }
    const message = aMessage()
    await expect(ingestMessage(broken, arrivalAt(workspace), message)).rejects.toThrow('planted')
    expect(await readLog(workspace)).toEqual([])
    expect(await count(workspace, 'idempotency')).toBe(0)
    const stored = await ingestMessage(asSystem(workspace), arrivalAt(workspace), message)
    expect(stored.version).toBe(2)
  })
})

describe('one message after another on a connection', () => {
  test('a remembered session that has moved on is never written over: the log stays gapless and the row its fold', async () => {
    const workspace = await aWorkspace(database.db)
    const ctx = asSystem(workspace)
    const memory: ThreadMemory = { latest: null }
    const person = aMessage()
    const send = (text: string) =>
      ingestMessage(ctx, arrivalAt(workspace), { ...person, key: randomUUIDv7(), text }, memory)
    const { sessionId } = await send('one')
    expect((await send('two')).version).toBe(3)
    const agentCtx = await workspace.agentContext('agent')
    await changeSession(agentCtx, sessionId, (s) => takeSession(s, agentCtx.agentId, 'take'))
    expect((await send('three')).version).toBe(5)
    await changeSession(agentCtx, sessionId, (s) =>
      endSession(s, { id: agentCtx.agentId, mayIntervene: false }, 'agent_ended'),
    )
    const next = await send('four')
    expect(next.sessionId).not.toBe(sessionId)
    const row = (await readSessions(workspace)).find((r) => r.session_id === sessionId)
    expect(row).toMatchObject({ version: 6, contact_message_count: 3, state: 'ended' })
    expect(await count(workspace, 'messages')).toBe(4)
  })

  test('the same message twice, once remembered, is stored once and answered alike', async () => {
    const workspace = await aWorkspace(database.db)
    const memory: ThreadMemory = { latest: null }
    const message = aMessage()
    const first = await ingestMessage(asSystem(workspace), arrivalAt(workspace), message, memory)
    const again = await ingestMessage(asSystem(workspace), arrivalAt(workspace), message, memory)
    expect(again).toEqual(first)
    expect(await count(workspace, 'messages')).toBe(1)
  })
})

describe('a message sent again over a new connection', () => {
  test('is not remembered as another one: what an agent did next stays done', async () => {
    const workspace = await aWorkspace(database.db)
    const ctx = asSystem(workspace)
    const message = aMessage()
    const { sessionId } = await ingestMessage(ctx, arrivalAt(workspace), message)
    const memory: ThreadMemory = { latest: null }
    await ingestMessage(ctx, arrivalAt(workspace), message, memory)
    const agentCtx = await workspace.agentContext('agent')
    await changeSession(agentCtx, sessionId, (s) => takeSession(s, agentCtx.agentId, 'take'))
    await ingestMessage(ctx, arrivalAt(workspace), { ...message, key: randomUUIDv7(), text: 'And?' }, memory)
    const [row] = await readSessions(workspace)
    expect(row).toMatchObject({ version: 4, state: 'assigned', contact_message_count: 2 })
  })
})

describe('a session that changes', () => {
  test('of two agents taking a session at once, the first has it and the second is told', async () => {
    const workspace = await aWorkspace(database.db)
    const { sessionId } = await ingestMessage(asSystem(workspace), arrivalAt(workspace), aMessage())
    const agents = await Promise.all([workspace.agentContext('agent'), workspace.agentContext('agent')])
    const outcomes = await Promise.allSettled(
      agents.map((ctx) => changeSession(ctx, sessionId, (s) => takeSession(s, ctx.agentId, 'take'))),
    )
    const refused = outcomes.filter((o) => o.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'session_taken' })
  })

  test('outside the scope it is not found: another workspace, or an inbox one does not work', async () => {
    const workspace = await aWorkspace(database.db)
    const other = await aWorkspace(database.db)
    const { sessionId } = await ingestMessage(asSystem(workspace), arrivalAt(workspace), aMessage())
    const narrow = { ...asSystem(workspace), scope: scopeOf(workspace.scope.workspaceId, []) }
    for (const ctx of [asSystem(other), narrow])
      await expect(
        changeSession(ctx, sessionId, () => ({ accepted: true, events: [] })),
      ).rejects.toBeInstanceOf(AppError)
  })
})
