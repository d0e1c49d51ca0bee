import { agent, closeSession, type MessageId, system } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { amendMessage, changeSession, keepReading, readOnward, removeSession } from '../sessions/index.ts'
import { codeOf } from '../testing/call-route.ts'
import { searchReading, startIndexing } from './index-messages.ts'
import {
  aSearchedWorkspace,
  indexAll,
  type SearchedWorkspace,
  textOf,
} from './testing/a-searched-workspace.ts'

let database: TestDatabase
let desk: SearchedWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  desk = await aSearchedWorkspace(database.db)
})
afterAll(() => database.close())

test('what was said is found by a root, a phrase, two Chinese letters and a number, newest first and marked', async () => {
  await desk.say('When is my refund coming?', { thread: 'a' })
  await desk.say('My card: declined again', { thread: 'a' })
  await desk.say('请问什么时候退款？', { thread: 'b', name: '王芳' })
  await desk.say('Refunds for order AB-12345, reklamace zboží', { thread: 'c' })
  await desk.index()

  const found = await desk.search({ q: 'refund' })
  expect(found.items.map(textOf)).toEqual([
    '[Refunds] for order AB-12345, reklamace zboží',
    'When is my [refund] coming?',
  ])
  expect(found).toMatchObject({ count: 2, next: null, isCatchingUp: false })
  expect((await desk.search({ q: '"card declined"' })).items.map(textOf)).toEqual([
    'My [card: declined] again',
  ])
  const [chinese] = (await desk.search({ q: '退款' })).items
  expect(chinese).toMatchObject({ from: 'contact', authorName: null, contact: { name: '王芳' } })
  for (const q of ['AB-12345', '12345', '2345', 'zbozi', 'REKLAMACE', 'refund order'])
    expect(await desk.search({ q })).toMatchObject({ count: 1 })
  expect(await desk.search({ q: 'nowhere' })).toMatchObject({ items: [], count: 0, next: null })
})

test('a page goes on where the last one ended, without doubling or passing over anything', async () => {
  const other = await aSearchedWorkspace(database.db)
  for (let i = 0; i < 23; i += 1) await other.say(`parcel ${i}`, { thread: `t${i % 4}` })
  await other.index()
  const seen: string[] = []
  let cursor: string | undefined
  let count: number | null = null
  do {
    const page = await other.search({ q: 'parcel', limit: 5, cursor })
    count ??= page.count
    expect(page.count === null).toBe(cursor !== undefined)
    seen.push(...page.items.map(({ messageId }) => messageId))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(count).toBe(23)
  expect(new Set(seen).size).toBe(23)
  expect(await codeOf(other.search({ q: 'parcel', cursor: 'nonsense' }))).toBe('bad_request')
})

test('a search keeps to a contact, a session, an inbox, an author and a time', async () => {
  const other = await aSearchedWorkspace(database.db)
  const second = await other.workspace.anInbox({ name: 'Second' })
  const first = await other.say('kettle one', { thread: 'x' })
  await other.say('kettle two', { thread: 'y', inboxId: second.id })
  await other.index()
  const [newest, oldest] = (await other.search({ q: 'kettle' })).items
  if (newest === undefined || oldest === undefined) throw new Error('Nothing was found')
  const only = async (asked: object) => (await other.search({ q: 'kettle', ...asked })).items.map(textOf)
  expect(await only({ sessionId: first.sessionId })).toEqual(['[kettle] one'])
  expect(await only({ contactId: newest.contact.id })).toEqual(['[kettle] two'])
  expect(await only({ inboxId: second.id })).toEqual(['[kettle] two'])
  expect(await only({ from: 'agent' })).toEqual([])
  expect(await only({ from: 'contact' })).toHaveLength(2)
  expect(await only({ since: oldest.at + 1 })).toEqual(['[kettle] two'])
  expect(await only({ until: newest.at })).toEqual(['[kettle] one'])
})

test('whoever works one inbox finds nothing of another, nor does another workspace', async () => {
  const other = await aSearchedWorkspace(database.db)
  const second = await other.workspace.anInbox({ name: 'Second' })
  await other.say('teapot here')
  await other.say('teapot there', { thread: 'y', inboxId: second.id })
  await other.index()
  const mary = await other.workspace.agentContext('agent', { inboxes: [second.id] })
  expect((await other.search({ q: 'teapot' }, mary)).items.map(textOf)).toEqual(['[teapot] there'])
  expect(await other.search({ q: 'teapot' }, mary)).toMatchObject({ count: 1 })
  expect(await desk.search({ q: 'teapot' })).toMatchObject({ count: 0 })
})

test('an edited message is found by its new words alone, a deleted one by none, before the index knows and after', async () => {
  const said = await desk.say('a lamp with a green shade', { thread: 'edit' })
  const gone = await desk.say('a lamp with a red shade', { thread: 'edit' })
  await desk.index()
  expect(await desk.search({ q: 'lamp shade' })).toMatchObject({ count: 2 })
  const at = desk.ctx.now()
  const by = agent(desk.owner.agentId)
  await amendMessage(desk.ctx, said, { by, at, kind: 'edited', text: 'a lantern' })
  await amendMessage(desk.ctx, gone, { by, at, kind: 'deleted' })
  // The index still has the old words; the texts as they are decide.
  expect((await desk.search({ q: 'lamp' })).items).toEqual([])
  await desk.index()
  expect(await desk.search({ q: 'lamp' })).toMatchObject({ items: [], count: 0 })
  expect((await desk.search({ q: 'lantern' })).items.map(textOf)).toEqual(['a [lantern]'])
})

test('every search of messages is in the audit log, before its answer, with its words and its subject', async () => {
  const { sessionId } = await desk.say('hello', { thread: 'audit' })
  await desk.search({ q: 'secret plans', sessionId })
  const { rows } = await sql<{ action: string; subject_id: string; details: object; user_id: string }>`
    select action, subject_id, details, user_id from audit_log
     where workspace_id = ${desk.workspace.scope.workspaceId} and details ->> 'q' = 'secret plans'`.execute(
    database.db,
  )
  expect(rows).toEqual([
    {
      action: 'search.messages',
      subject_id: sessionId,
      details: { q: 'secret plans' },
      user_id: desk.owner.agentId,
    },
  ])
})

test.each([
  ['%', 422],
  ['', 422],
  ['""', 422],
  ["'", 422],
  ['\\', 422],
  ['👍', 422],
  ['1) OR 1=1 --', 0],
  ["refund' | 'x", 0],
  ['退款:* & !', 1],
  ['x'.repeat(500), 0],
  ['退'.repeat(500), 0],
  [Array.from({ length: 250 }, (_, i) => String.fromCharCode(97 + (i % 26))).join(' '), 0],
  [`"${'a b '.repeat(120)}"`, 0],
  ['refund\u202e', 2],
])('a hostile search %j is refused or taken by its letters, and soon', async (q, expected) => {
  const begun = performance.now()
  const found = desk.search({ q })
  if (expected === 422) expect(await codeOf(found)).toBe('invalid_input')
  else expect((await found).count).toBe(expected)
  expect(performance.now() - begun).toBeLessThan(300)
})

test('hostile texts are indexed, and hold nobody up', async () => {
  const other = await aSearchedWorkspace(database.db)
  for (const text of [
    'x'.repeat(20_000),
    '退款'.repeat(10_000),
    `a${'\u0301'.repeat(19_000)}`,
    "'a':* \\ & | !",
    '1'.repeat(20_000),
  ])
    await other.say(text)
  await other.say('after them')
  await other.index()
  for (const q of ['x'.repeat(300), '退款退款退', "a':*", '1111', 'after'])
    expect((await other.search({ q })).items.length).toBeGreaterThan(0)
})

test('a reader that is cut off in the middle goes on where it was: nothing is lost and nothing doubled', async () => {
  const other = await aSearchedWorkspace(database.db)
  const { workspaceId } = other.workspace.scope
  for (let i = 0; i < 60; i += 1) await other.say(`pebble ${i}`, { thread: `t${i % 20}` })
  const small = { ...searchReading, perStream: 3 }
  let takes = 0
  const failing = {
    ...small,
    async take(...given: Parameters<typeof small.take>) {
      await small.take(...given)
      takes += 1
      // After what it wrote: all of it is undone with the transaction.
      if (takes % 2 === 0) throw new Error('Cut off')
    },
  }
  await indexOnce(other)
  for (let isMore = true; isMore; ) {
    isMore = await readOnward(other.workspace.platform, workspaceId, failing).catch(() => true)
  }
  expect(takes).toBeGreaterThan(3)
  const found = await other.search({ q: 'pebble', limit: 100 })
  expect(found.count).toBe(60)
  expect(new Set(found.items.map(({ messageId }) => messageId)).size).toBe(60)

  // Two readers of one workspace at once take turns.
  for (let i = 60; i < 120; i += 1) await other.say(`pebble ${i}`, { thread: `t${i % 20}` })
  await Promise.all([indexAll(other.workspace), indexAll(other.workspace)])
  await indexAll(other.workspace)
  expect((await other.search({ q: 'pebble', limit: 100 })).count).toBe(120)
})

/** Lets the index begin, so that there are places to read from. */
async function indexOnce(other: SearchedWorkspace): Promise<void> {
  const { platform } = other.workspace
  const reader = keepReading(platform, { ...searchReading, take: () => Promise.reject(new Error('Not yet')) })
  await vi.waitFor(async () => {
    const { rows } = await sql`select 1 from feed_places
      where workspace_id = ${other.workspace.scope.workspaceId} and reader = 'search'`.execute(platform.db)
    expect(rows).toHaveLength(16)
  })
  await reader.stop()
}

test('until the index has what was said a while ago, an answer says that it is catching up', async () => {
  const other = await aSearchedWorkspace(database.db)
  await other.say('slow boat')
  expect(await other.search({ q: 'boat' })).toMatchObject({ count: 0, isCatchingUp: false })
  await sql`update session_events set at = at - interval '1 minute'
    where workspace_id = ${other.workspace.scope.workspaceId}`.execute(database.db)
  expect(await other.search({ q: 'boat' })).toMatchObject({ count: 0, isCatchingUp: true })
  await other.index()
  expect(await other.search({ q: 'boat' })).toMatchObject({ count: 1, isCatchingUp: false })
})

test('what is said is found within a second, by the bus, and what went unheard by looking', async () => {
  const other = await aSearchedWorkspace(database.db)
  const reader = startIndexing(other.workspace.platform, { pollMs: 200, restMs: 20 })
  try {
    await other.say('first light', { thread: 'a' })
    await vi.waitFor(async () => expect(await other.search({ q: 'light' })).toMatchObject({ count: 1 }))
    const begun = performance.now()
    await other.say('second light', { thread: 'b' })
    await vi.waitFor(async () => expect(await other.search({ q: 'light' })).toMatchObject({ count: 2 }))
    expect(performance.now() - begun).toBeLessThan(1_000)
  } finally {
    await reader.stop()
  }
})

test('of a session that is deleted while the index reads it nothing appears behind the deletion', async () => {
  const other = await aSearchedWorkspace(database.db)
  const { workspaceId } = other.workspace.scope
  const { sessionId } = await other.say('vanishing act')
  await changeSession(other.ctx, sessionId, (session) => closeSession(session, system, 'api'))
  await indexOnce(other)
  let isRead = false
  const slow = readOnward(other.workspace.platform, workspaceId, {
    ...searchReading,
    async take(...given) {
      await searchReading.take(...given)
      isRead = true
      await new Promise((resolve) => setTimeout(resolve, 100))
    },
  })
  await vi.waitFor(() => expect(isRead).toBe(true))
  await removeSession(other.ctx, sessionId)
  await slow
  await other.index()
  const { rows } = await sql<{ id: MessageId }>`
    select message_id as id from message_search where workspace_id = ${workspaceId}`.execute(database.db)
  expect(rows).toEqual([])
})
