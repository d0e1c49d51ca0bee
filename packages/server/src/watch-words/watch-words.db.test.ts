import { randomUUIDv7 } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { type SessionRow, watchWordEndpoints } from '@rapport/contract'
import { agent, asId, type ContactId, contact, type SessionId, type WatchWordId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { AgentContext, Context } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { startWorker } from '../platform/jobs/index.ts'
import {
  amendMessage,
  type Ingested,
  ingestMessage,
  listSessionsById,
  presentRow,
  readOnward,
} from '../sessions/index.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { flagMessage, flagMessageKind } from './flag-message.ts'
import { startWatching, watchReading } from './watch-messages.ts'
import { watchWordRoutes } from './watch-word-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Scene = Readonly<{
  workspace: TestWorkspace
  ctx: Context
  owner: AgentContext
  add(texts: readonly string[], side?: 'contact' | 'agent' | 'both'): Promise<WatchWordId[]>
  say(text: string, thread?: string): Promise<Ingested>
  /** Reads on to the end, and runs the jobs that came of it. */
  watch(): Promise<void>
  row(id: SessionId): Promise<SessionRow>
}>

async function aScene(): Promise<Scene> {
  const workspace = await aWorkspace(database.db)
  const { platform, scope, inbox } = workspace
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }
  const owner = await workspace.ownerContext()
  return {
    workspace,
    ctx,
    owner,
    async add(texts, side = 'both') {
      const asked = { texts: [...texts], side }
      const { items } = await callRoute(watchWordRoutes, watchWordEndpoints.create, { ctx: owner }, asked)
      return items.map(({ id }) => id)
    },
    say(text, thread = 'visitor') {
      const contactId = asId<ContactId>(randomUUIDv7())
      const person = { externalId: thread, verified: false, name: null, email: null, locale: null }
      const arrival = { inboxId: inbox.id, startsIn: { as: 'unassigned', teamId: null } as const }
      const said = { key: randomUUIDv7(), thread, contactId, person, text, fileIds: [], clientId: null }
      return ingestMessage({ ...ctx, actor: contact(contactId) }, arrival, said)
    },
    async watch() {
      while (await readOnward(platform, scope.workspaceId, watchReading(platform)));
      for (const payload of await listFlagJobs(scope.workspaceId))
        await flagMessage(platform, scope.workspaceId, payload)
      await sql`delete from jobs where workspace_id = ${scope.workspaceId} and kind = ${flagMessageKind}`.execute(
        database.db,
      )
    },
    async row(id) {
      const [row] = await listSessionsById(platform.db, scope, [id])
      if (row === undefined) throw new Error('There is no such session')
      return presentRow(row, 'supervisor')
    },
  }
}

async function listFlagJobs(workspaceId: string): Promise<unknown[]> {
  const { rows } = await sql<{ payload: unknown }>`
    select payload from jobs where workspace_id = ${workspaceId} and kind = ${flagMessageKind}`.execute(
    database.db,
  )
  return rows.map(({ payload }) => payload)
}

const hitsOf = ({ owner }: Scene, asked: object = {}) =>
  callRoute(watchWordRoutes, watchWordEndpoints.hits, { ctx: owner }, asked)
const watchHits = (row: SessionRow) => row.session.counters.watchHits

test('what is written after a word was added flags its session, once for each message, with all its words', async () => {
  const scene = await aScene()
  const before = await scene.say('give me a refund')
  await scene.add(['refund', 'money back', '退款'])
  await scene.say('refunds, and my money back!')
  await scene.say('nothing of it: my back, the money')
  await scene.say('我要退款', 'other')
  await scene.watch()
  await scene.watch()

  const { items } = await hitsOf(scene)
  expect(items.map(({ words, text }) => [words, text])).toEqual([
    [['退款'], '我要退款'],
    [['money back', 'refund'], 'refunds, and my money back!'],
  ])
  expect(watchHits(await scene.row(before.sessionId))).toBe(1)
  const { items: words } = await callRoute(watchWordRoutes, watchWordEndpoints.list, { ctx: scene.owner }, {})
  expect(words.map(({ text, hits }) => [text, hits])).toEqual([
    ['money back', 1],
    ['refund', 1],
    ['退款', 1],
  ])
})

test('a flag that is tried again, or twice at once, stays one, and one for what is gone is none', async () => {
  const scene = await aScene()
  const wordIds = await scene.add(['refund'])
  const said = await scene.say('refund')
  const payload = { sessionId: said.sessionId, messageId: said.messageId, wordIds }
  const flag = (more: object = {}) =>
    flagMessage(scene.workspace.platform, scene.workspace.scope.workspaceId, { ...payload, ...more })
  await Promise.all([flag(), flag(), flag()])
  await flag()
  await flag({ messageId: randomUUIDv7() })
  await flag({ sessionId: randomUUIDv7() })
  expect(watchHits(await scene.row(said.sessionId))).toBe(1)
  const { rows } = await sql<{ count: number }>`select count(*) as count from session_events
    where workspace_id = ${scene.workspace.scope.workspaceId} and event ->> 'type' = 'session.flagged'`.execute(
    database.db,
  )
  expect(rows[0]?.count).toBe(1)
})

test('a word for one side is looked for on that side, and counted for the agent who wrote it', async () => {
  const scene = await aScene()
  await scene.add(['guarantee'], 'agent')
  await scene.add(['lawyer'], 'contact')
  const { sessionId } = await scene.say('Is there a guarantee? My lawyer asks')
  const author = agent(scene.owner.agentId)
  const messageId = randomUUIDv7()
  const said = await scene.say('and?')
  // As an agent's message stands in the log and in its row.
  await sql`update messages set author = ${JSON.stringify(author)}::jsonb, text = 'I guarantee it, no lawyer needed'
    where workspace_id = ${scene.workspace.scope.workspaceId} and message_id = ${said.messageId}`.execute(
    database.db,
  )
  await scene.watch()
  const { items } = await hitsOf(scene)
  expect(items.map(({ words, agentId }) => [words, agentId])).toEqual([
    [['guarantee'], scene.owner.agentId],
    [['lawyer'], null],
  ])
  expect((await hitsOf(scene, { side: 'contact' })).items.map(({ words }) => words)).toEqual([['lawyer']])
  expect((await hitsOf(scene, { side: 'agent' })).items).toHaveLength(1)
  expect((await hitsOf(scene, { agentId: scene.owner.agentId })).items).toHaveLength(1)
  expect((await hitsOf(scene, { agentId: messageId })).items).toEqual([])
  const counts = await callRoute(watchWordRoutes, watchWordEndpoints.counts, { ctx: scene.owner }, {})
  expect(counts.items).toEqual([{ agentId: scene.owner.agentId, name: 'Olive Owner', count: 1 }])
  expect(watchHits(await scene.row(sessionId))).toBe(2)
})

test('an edit can bring a watch-word in', async () => {
  const scene = await aScene()
  await scene.add(['refund'])
  const said = await scene.say('hello')
  await scene.watch()
  const by = agent(scene.owner.agentId)
  await amendMessage(scene.ctx, said, { by, at: scene.ctx.now(), kind: 'edited', text: 'a refund' })
  await scene.watch()
  expect((await hitsOf(scene)).items).toHaveLength(1)
})

test('a word that is there stays as it is, whatever its case; one that is removed finds nothing more, and its hits name it', async () => {
  const scene = await aScene()
  const [first] = await scene.add(['Refund'])
  expect(await scene.add(['refund', 'REFUND'])).toEqual([first])
  await scene.say('refund one')
  await scene.watch()
  const remove = () =>
    callRoute(
      watchWordRoutes,
      watchWordEndpoints.remove,
      { ctx: scene.owner },
      { watchWordId: first as WatchWordId },
    )
  await remove()
  expect(await codeOf(remove())).toBe('not_found')
  await scene.say('refund two')
  await scene.watch()
  expect((await hitsOf(scene)).items.map(({ words, text }) => [words, text])).toEqual([
    [['Refund'], 'refund one'],
  ])
  const [again] = await scene.add(['refund'])
  expect(again).not.toBe(first)
})

test('words without a letter or digit are refused with their places, and nothing is added', async () => {
  const scene = await aScene()
  const asked = { texts: ['fine', '!!!', '👍'], side: 'both' as const }
  const error = await callRoute(
    watchWordRoutes,
    watchWordEndpoints.create,
    { ctx: scene.owner },
    asked,
  ).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'invalid_input',
    fields: [{ path: ['texts', 1] }, { path: ['texts', 2] }],
  })
  const { items } = await callRoute(watchWordRoutes, watchWordEndpoints.list, { ctx: scene.owner }, {})
  expect(items).toEqual([])
})

test('hits go on page by page', async () => {
  const scene = await aScene()
  await scene.add(['word'])
  for (let i = 0; i < 7; i += 1) {
    await scene.say(`word ${i}`, `t${i % 3}`)
    // Within one millisecond, messages of different conversations have no order.
    await setTimeout(2)
  }
  await scene.watch()
  const seen: (string | null)[] = []
  let cursor: string | undefined
  do {
    const page = await hitsOf(scene, { limit: 3, ...(cursor === undefined ? {} : { cursor }) })
    seen.push(...page.items.map(({ text }) => text))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(['word 6', 'word 5', 'word 4', 'word 3', 'word 2', 'word 1', 'word 0'])
})

test('a flag is on its session within a second of the message, by bus and job', async () => {
  const scene = await aScene()
  await scene.add(['urgent'])
  const platform = scene.workspace.platform
  let wake: () => void = () => undefined
  const live = { ...platform, wakeJobs: () => wake() }
  const handlers = {
    [flagMessageKind]: ({ workspaceId, payload }: Parameters<typeof flagJob>[0]) =>
      flagJob({ workspaceId, payload }),
  }
  const flagJob = (job: Readonly<{ workspaceId: string; payload: unknown }>) =>
    flagMessage(platform, asId(job.workspaceId), job.payload)
  const worker = startWorker({ ...platform, handlers })
  wake = worker.wake
  const watching = startWatching(live, { pollMs: 100, restMs: 20 })
  try {
    const first = await scene.say('urgent')
    await vi.waitFor(async () => expect(watchHits(await scene.row(first.sessionId))).toBe(1), {
      timeout: 3_000,
    })
    const begun = performance.now()
    await scene.say('urgent!!')
    await vi.waitFor(async () => expect(watchHits(await scene.row(first.sessionId))).toBe(2), {
      timeout: 3_000,
    })
    expect(performance.now() - begun).toBeLessThan(1_000)
  } finally {
    await watching.stop()
    await worker.stop()
  }
})
