import { randomUUIDv7 } from 'node:crypto'
import { type AuditEntryView, auditEndpoints, type OutputOf } from '@rapport/contract'
import { asId, instant, type SessionId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute } from '../testing/call-route.ts'
import { auditRoutes } from './audit-routes.ts'
import { createViewingNotes } from './note-viewing.ts'
import { recordAudit } from './record-audit.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Asked = Parameters<typeof callRoute<typeof auditEndpoints.list>>[3]

async function aDesk() {
  const desk = await aWorkspace(database.db)
  const ctx = await desk.ownerContext()
  const list = (asked: Asked): Promise<OutputOf<typeof auditEndpoints.list>> =>
    callRoute(auditRoutes, auditEndpoints.list, { ctx }, asked)
  return { ...desk, ctx, list }
}

test('entries come newest first, page by page, each once, also where several are of one moment', async () => {
  const { ctx, list } = await aDesk()
  const pairs = [0, 0, 1, 1, 2, 2, 3]
  for (const pair of pairs) {
    const who = { ...ctx, now: () => instant(1_800_000_000_000 + pair) }
    await recordAudit(ctx.db, who, { action: 'inbox.changed', details: { pair } })
  }
  const seen: AuditEntryView[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await list({ limit: 3, ...(cursor ? { cursor } : {}) })
    seen.push(...items)
    cursor = next ?? undefined
  } while (cursor !== undefined)
  expect(seen.map(({ details }) => details.pair)).toEqual(pairs.toReversed())
  expect(new Set(seen.map(({ id }) => id)).size).toBe(pairs.length)
})

test('they are found by action or its beginning up to a dot, by who did it, by what it was done to, and by when', async () => {
  const { ctx, list, agentContext } = await aDesk()
  const other = await agentContext('admin')
  const subject = { kind: 'inbox', id: randomUUIDv7() }
  const at = (ms: number) => ({ now: () => instant(1_800_000_000_000 + ms) })
  await recordAudit(ctx.db, { ...ctx, ...at(0) }, { action: 'search.messages', details: { query: 'refund' } })
  await recordAudit(ctx.db, { ...other, ...at(1) }, { action: 'searching.done', subject })
  await recordAudit(ctx.db, { ...ctx, ...at(2) }, { action: 'inbox.changed', subject })
  const actions = async (asked: Asked) => (await list(asked)).items.map(({ action }) => action)
  expect(await actions({ action: 'search' })).toEqual(['search.messages'])
  expect(await actions({ action: 'inbox.changed' })).toEqual(['inbox.changed'])
  expect(await actions({ action: 'inbox.chan' })).toEqual([])
  expect(await actions({ userId: other.agentId })).toEqual(['searching.done'])
  expect(await actions({ subjectId: subject.id })).toEqual(['inbox.changed', 'searching.done'])
  expect(await actions({ since: 1_800_000_000_001, until: 1_800_000_000_002 })).toEqual(['searching.done'])
  expect(await actions({ userId: ctx.agentId, action: 'search', since: 1_800_000_000_001 })).toEqual([])
})

test('who and what are named as they are called now; what is gone keeps the name that was last written down', async () => {
  const { ctx, list, inbox, owner } = await aDesk()
  const gone = { kind: 'tag', id: randomUUIDv7() }
  await recordAudit(ctx.db, ctx, { action: 'inbox.changed', subject: { kind: 'inbox', id: inbox.id } })
  await recordAudit(ctx.db, ctx, { action: 'tag.created', subject: gone, details: { name: 'Refund' } })
  await recordAudit(ctx.db, ctx, { action: 'tag.removed', subject: gone })
  const { items } = await list({})
  const labels = Object.fromEntries(items.map(({ action, subject }) => [action, subject?.label]))
  expect(labels).toEqual({ 'inbox.changed': 'Shop chat', 'tag.created': 'Refund', 'tag.removed': 'Refund' })
  expect(new Set(items.map(({ userId, userName }) => `${userId} ${userName}`))).toEqual(
    new Set([`${owner.id} Olive Owner`]),
  )
  expect(items[0]?.address).toBe('127.0.0.1')
})

test('no workspace reads the entries of another', async () => {
  const mine = await aDesk()
  const foreign = await aDesk()
  await recordAudit(mine.ctx.db, mine.ctx, { action: 'inbox.changed' })
  expect((await foreign.list({})).items).toEqual([])
  expect((await foreign.list({ action: 'inbox' })).items).toEqual([])
})

test('a transcript read by somebody without a part in it is noted once an hour, by whichever node; their own never', async () => {
  const { ctx, list, platform } = await aDesk()
  let at = instant(1_800_000_000_000)
  const who = { ...ctx, now: () => at }
  const nodes = [
    createViewingNotes({ ...platform, now: () => at }),
    createViewingNotes({ ...platform, now: () => at }),
  ]
  const session = { id: asId<SessionId>(randomUUIDv7()), agentId: null, participants: [] }
  for (const note of [...nodes, ...nodes]) await note(who, session, 'session')
  expect((await list({ action: 'transcript' })).items).toHaveLength(1)
  at = instant(at + 3_600_000)
  for (const note of nodes) await note(who, session, 'session')
  expect((await list({ action: 'transcript' })).items).toHaveLength(2)
  await nodes[0]?.(who, { ...session, id: asId(randomUUIDv7()), agentId: ctx.agentId }, 'session')
  expect((await list({ action: 'transcript' })).items).toHaveLength(2)
})
