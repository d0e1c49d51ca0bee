import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FeedEvent } from '@rapport/contract'
import { asId, type ContactId, contact, type MessageId, receiveMessage } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { orRefuse } from '../platform/errors.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { codeOf } from '../testing/call-route.ts'
import { decodePlace, encodePlace } from './feed-cursor.ts'
import { ingestMessage } from './ingest-message.ts'
import { readFeed, shareOut } from './read-feed.ts'
import { recordEvents } from './record-events.ts'
import { fromRow } from './session-row.ts'
import { lockSession } from './sessions-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase({ poolSize: 36 })
})
afterAll(() => database.close())

/** Somebody writes on a thread of their own. */
function aMessage(ctx: AgentContext, { inbox }: TestWorkspace, thread: string, key = randomUUIDv7()) {
  const arrival = { inboxId: inbox.id, startsIn: { as: 'unassigned', teamId: null } as const }
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: thread, verified: false, name: null, email: null, locale: null }
  const words = { key, thread, contactId, person, text: `words of ${key}`, fileIds: [], clientId: null }
  return ingestMessage(ctx, arrival, words)
}

async function aScene() {
  const workspace = await aWorkspace(database.db)
  return { workspace, ctx: await workspace.ownerContext() }
}

/** Reads until there is no more, by pages of `limit`. */
async function readOn(ctx: AgentContext, from: string | undefined, limit: number) {
  const items = []
  for (let cursor = from; ; ) {
    const page = await readFeed(ctx, { cursor, limit })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.next
    if (!page.more) return { items, cursor }
  }
}

describe('reading by a cursor', () => {
  test('everything since the beginning comes once, page by page, in order within each session', async () => {
    const { workspace, ctx } = await aScene()
    for (let i = 0; i < 40; i += 1) await aMessage(ctx, workspace, `thread-${i % 9}`)
    const { items, cursor } = await readOn(ctx, undefined, 7)
    expect(items.length).toBe(40 + 9)
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
    for (const sessionId of new Set(items.map((item) => item.sessionId))) {
      const versions = items.filter((item) => item.sessionId === sessionId).map((i) => i.recorded.version)
      expect(versions).toEqual(versions.map((_, i) => i + 1))
    }
    expect(items.every(({ id, sessionId, recorded }) => id === `${sessionId}:${recorded.version}`)).toBe(true)
    expect(items.filter(({ message }) => message?.text?.startsWith('words of')).length).toBe(40)
    expect(await readFeed(ctx, { cursor, limit: 10 })).toEqual({ items: [], next: cursor, more: false })
  })

  test('a cursor of this moment knows what happens from now on, and nothing before', async () => {
    const { workspace, ctx } = await aScene()
    await aMessage(ctx, workspace, 'before')
    const now = await readFeed(ctx, { cursor: 'now', limit: 10 })
    expect(now).toMatchObject({ items: [], more: false })
    const { sessionId } = await aMessage(ctx, workspace, 'after')
    const { items } = await readFeed(ctx, { cursor: now.next, limit: 10 })
    expect(items.map((item) => item.sessionId)).toEqual([sessionId, sessionId])
  })

  test("one session's events can be asked for, and the cursor passes all others", async () => {
    const { workspace, ctx } = await aScene()
    const { sessionId } = await aMessage(ctx, workspace, 'mine')
    for (let i = 0; i < 5; i += 1) await aMessage(ctx, workspace, `other-${i}`)
    await aMessage(ctx, workspace, 'mine')
    const types: string[] = []
    let cursor: string | undefined
    for (let more = true; more; ) {
      const page = await readFeed(ctx, { cursor, limit: 1, sessionId })
      types.push(...page.items.map(({ recorded }) => recorded.event.type))
      cursor = page.next
      more = page.more
    }
    expect(types).toEqual(['session.started', 'message.received', 'message.received'])
    const { next } = await readFeed(ctx, { sessionId, limit: 100 })
    expect(await readFeed(ctx, { cursor: next, limit: 10 })).toMatchObject({ items: [], more: false })
    const nobodys = asId<typeof sessionId>(randomUUIDv7())
    expect(await readFeed(ctx, { sessionId: nobodys, limit: 10 })).toMatchObject({ items: [], more: false })
  })

  test("a cursor of another life of the database, or of another workspace, says that it's over", async () => {
    const { ctx } = await aScene()
    const { next } = await readFeed(ctx, { cursor: 'now', limit: 10 })
    const foreign = await (await aWorkspace(database.db)).ownerContext()
    expect(await codeOf(readFeed(foreign, { cursor: next, limit: 10 }))).toBe('cursor_expired')
    const { workspaceId } = ctx.scope
    await sql`update workspaces set epoch = ${randomUUIDv7()} where workspace_id = ${workspaceId}`.execute(
      database.db,
    )
    expect(await codeOf(readFeed(ctx, { cursor: next, limit: 10 }))).toBe('cursor_expired')
  })

  test('a cursor that was not made here is refused, whatever is wrong with it', async () => {
    const { ctx } = await aScene()
    const { next } = await readFeed(ctx, { cursor: 'now', limit: 10 })
    const place = decodePlace(next)
    expect(encodePlace(place)).toBe(next)
    const beyond = Buffer.from(next, 'base64url').fill(0xff, 17)
    const wrong = ['', 'x', `${next}A`, next.slice(1), `${next} `, `${next}=`, beyond.toString('base64url')]
    for (const cursor of wrong)
      expect(await codeOf(readFeed(ctx, { cursor, limit: 10 })), cursor).toBe('bad_request')
    const far = encodePlace({ ...place, offsets: place.offsets.map(() => 1e15) })
    expect(await readFeed(ctx, { cursor: far, limit: 10 })).toEqual({ items: [], next: far, more: false })
  })

  test('a page is shared out fairly, and full as long as there is enough', () => {
    expect(shareOut([0, 0, 0], [100, 2, 0], 10)).toEqual([8, 2, 0])
    expect(shareOut([5, 5], [6, 500], 100)).toEqual([6, 104])
    expect(shareOut([0, 0, 0], [100, 100, 100], 1)).toEqual([1, 0, 0])
    expect(shareOut([0, 0], [0, 0], 10)).toEqual([0, 0])
  })
})

test('of 32 writers who commit in any order, a reader by cursor is told every event', async () => {
  const { workspace, ctx } = await aScene()
  const threads = Array.from({ length: 48 }, (_, i) => `racer-${i}`)
  const sessions = await Promise.all(threads.map((thread) => aMessage(ctx, workspace, thread)))
  const written = new Set<string>()
  const write = async (writer: number) => {
    for (let i = 0; i < 10; i += 1) {
      const { sessionId } = sessions[(writer * 7 + i * 5) % sessions.length]!
      const after = await inTransaction(ctx, async (tx) => {
        const before = fromRow(await lockSession(tx, ctx.scope, sessionId))
        await sleep(Math.random() * 40)
        const id = asId<MessageId>(randomUUIDv7())
        const author = contact(before.contactId)
        const events = orRefuse(receiveMessage(before, id, author))
        const body = { kind: 'message', id, author, text: 'x', fileCount: 0, clientId: null } as const
        return recordEvents(tx, ctx, { before, events }, { bodies: [body] })
      })
      written.add(`${sessionId}:${after.version}`)
    }
  }

  const seen = new Map<string, number>()
  const latest = new Map<string, number>()
  let inversions = 0
  const hear = ({ id, sessionId, recorded }: FeedEvent) => {
    seen.set(id, (seen.get(id) ?? 0) + 1)
    if (recorded.version <= (latest.get(sessionId) ?? 0)) inversions += 1
    latest.set(sessionId, recorded.version)
  }
  let isWriting = true
  const read = async (from: string) => {
    let cursor = from
    for (let isLast = false; !isLast; ) {
      const wasWriting = isWriting
      const page = await readFeed(ctx, { cursor, limit: 50 })
      page.items.forEach(hear)
      cursor = page.next
      isLast = !wasWriting && !page.more
    }
  }
  const { next } = await readFeed(ctx, { cursor: 'now', limit: 1 })
  const reading = read(next)
  await Promise.all(Array.from({ length: 32 }, (_, writer) => write(writer)))
  isWriting = false
  await reading

  const missing = [...written].filter((id) => !seen.has(id)).length
  const doubled = [...seen.values()].filter((times) => times > 1).length
  console.log(
    `feed by cursor: written=${written.size} seen=${seen.size} missing=${missing} doubled=${doubled} inversions=${inversions}`,
  )
  expect({ written: written.size, seen: seen.size }).toEqual({ written: 320, seen: 320 })
  expect({ missing, doubled, inversions }).toEqual({ missing: 0, doubled: 0, inversions: 0 })
})
