import { randomUUIDv7 } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { summaryEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact, instant, type SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importSessions, readLines } from '../imports/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import {
  amendMessage,
  endByHand,
  findSession,
  ingestMessage,
  listSessionsById,
  removeSession,
} from '../sessions/index.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { summariseEnded } from './summarise-sessions.ts'
import { summaryRoutes } from './summary-routes.ts'
import { enqueueBacklogs, summariseBacklog, summariseBacklogKind } from './work-off-backlog.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function aScene() {
  const workspace = await aWorkspace(database.db)
  const owner = await workspace.ownerContext()
  return { workspace, owner, workspaceId: workspace.scope.workspaceId }
}

/** A contact says these things in a session of their own, which an agent ends. */
async function talk({ owner, workspace }: Awaited<ReturnType<typeof aScene>>, texts: readonly string[]) {
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
  const arrival = { inboxId: workspace.inbox.id, startsIn: { as: 'unassigned', teamId: null } as const }
  const messageIds = []
  let sessionId: SessionId | undefined
  for (const text of texts) {
    const said = {
      key: randomUUIDv7(),
      thread: contactId,
      contactId,
      person,
      text,
      fileIds: [],
      clientId: null,
    }
    const ingested = await ingestMessage({ ...owner, actor: contact(contactId) }, arrival, said)
    sessionId = ingested.sessionId
    messageIds.push(ingested.messageId)
  }
  if (sessionId === undefined) throw new Error('Nothing was said')
  const { version } = await endByHand(owner, { sessionId, endReason: 'agent_ended' })
  return { sessionId, messageIds, version, contactId }
}

const ask = {
  get: (ctx: AgentContext, sessionId: SessionId) =>
    callRoute(summaryRoutes, summaryEndpoints.get, { ctx }, { sessionId }),
  edit: (ctx: AgentContext, sessionId: SessionId, text: string) =>
    callRoute(summaryRoutes, summaryEndpoints.edit, { ctx }, { sessionId, text }),
  remake: (ctx: AgentContext, sessionId: SessionId) =>
    callRoute(summaryRoutes, summaryEndpoints.remake, { ctx }, { sessionId }),
}

async function eventTypes({ workspaceId }: { workspaceId: string }, id: SessionId): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    select event ->> 'type' as type from session_events
     where workspace_id = ${workspaceId} and session_id = ${id} order by version`.execute(database.db)
  return rows.map(({ type }) => type)
}

test('an ended session is told once, with its mood, its row and how it was made, however often the job runs', async () => {
  const scene = await aScene()
  const { sessionId, version } = await talk(scene, [
    'Hello!',
    'My blue lamp 4432 arrived broken, this is terrible.',
  ])
  const cause = { workspaceId: scene.workspaceId, sessionId, version }
  await summariseEnded(scene.owner, cause)
  await summariseEnded(scene.owner, cause)

  const { summary } = await ask.get(scene.owner, sessionId)
  expect(summary).toMatchObject({
    text: 'My blue lamp 4432 arrived broken, this is terrible.',
    method: 'extractive',
    maker: 'rapport-extractive-2',
    language: 'en',
    sentimentConfidence: 'high',
    editedBy: null,
    isStale: false,
  })
  const session = await findSession(database.db, scene.owner.scope, sessionId)
  expect(session).toMatchObject({ summarised_by: 'extractive' })
  expect(session?.sentiment).toBeLessThanOrEqual(-20)
  const [row] = await listSessionsById(database.db, scene.owner.scope, [sessionId])
  expect(row?.summary).toBe(summary?.text)
  expect((await eventTypes(scene, sessionId)).slice(-3)).toEqual([
    'session.ended',
    'session.summarised',
    'session.sentiment_set',
  ])
})

test('what a person writes stands: no job writes over it, and making it anew does', async () => {
  const scene = await aScene()
  const { sessionId, version } = await talk(scene, ['I want to return my order 99.'])
  const written = await ask.edit(scene.owner, sessionId, '  Returned order 99; <b>refunded</b>. ')
  expect(written.summary).toMatchObject({
    text: 'Returned order 99; <b>refunded</b>.',
    method: 'hand',
    maker: '',
    editedBy: scene.owner.agentId,
    editedByName: 'Olive Owner',
  })
  expect(written.session.summarisedBy).toBe('hand')
  await summariseEnded(scene.owner, { workspaceId: scene.workspaceId, sessionId, version: version + 5 })
  expect((await ask.get(scene.owner, sessionId)).summary?.method).toBe('hand')

  const made = await ask.remake(scene.owner, sessionId)
  expect(made.summary).toMatchObject({
    text: 'I want to return my order 99.',
    method: 'extractive',
    editedBy: null,
  })
  expect(made.session.summarisedBy).toBe('extractive')
})

test('words that are taken back are in no summary from that moment on', async () => {
  const scene = await aScene()
  const { sessionId, version, messageIds, contactId } = await talk(scene, [
    'My card number canary4111 was charged twice.',
    'Please cancel the second payment for order 8.',
  ])
  await summariseEnded(scene.owner, { workspaceId: scene.workspaceId, sessionId, version })
  expect((await ask.get(scene.owner, sessionId)).summary?.text).toContain('canary4111')
  const [messageId] = messageIds
  if (messageId === undefined) throw new Error('Nothing was said')
  const by = contact(contactId)
  await amendMessage(scene.owner, { sessionId, messageId }, { kind: 'deleted', by, at: scene.owner.now() })
  expect((await ask.get(scene.owner, sessionId)).summary).toBeNull()
  await summariseEnded(scene.owner, { workspaceId: scene.workspaceId, sessionId, version: version + 3 })
  expect((await ask.get(scene.owner, sessionId)).summary?.text).toBe('Cancel the second payment for order 8.')
})

test('a session without words is told as empty once, leaves the backlog, and says so when it is to be made anew', async () => {
  const scene = await aScene()
  const { sessionId } = await talk(scene, ['👍', '...'])
  await summariseBacklog(scene.owner, { workspaceId: scene.workspaceId, after: null })
  expect((await ask.get(scene.owner, sessionId)).summary).toBeNull()
  expect((await listSessionsById(database.db, scene.owner.scope, [sessionId]))[0]?.summary).toBeNull()
  const session = await findSession(database.db, scene.owner.scope, sessionId)
  expect(session?.summarised_by).toBe('extractive')
  expect(await codeOf(ask.remake(scene.owner, sessionId))).toBe('nothing_to_summarise')
})

test('two nodes at one backlog tell each session once', async () => {
  const scene = await aScene()
  const told = await Promise.all(
    Array.from({ length: 12 }, (_, i) => talk(scene, [`My parcel number ${i} is lost.`])),
  )
  const turn = () => summariseBacklog(scene.owner, { workspaceId: scene.workspaceId, after: null })
  await Promise.all([turn(), turn()])
  for (const { sessionId } of told) {
    const types = await eventTypes(scene, sessionId)
    expect(types.filter((type) => type === 'session.summarised')).toHaveLength(1)
  }
})

test('a backlog asks for one job for each workspace, and for none where there is nothing to do', async () => {
  await sql`/* all workspaces: of this test's own database */ delete from jobs where kind = ${summariseBacklogKind}`.execute(
    database.db,
  )
  const idle = await aScene()
  const busy = await aScene()
  await talk(busy, ['Where is my order?'])
  const jobsOf = async (workspaceId: string) => {
    const { rows } = await sql`
      select 1 from jobs where workspace_id = ${workspaceId} and kind = ${summariseBacklogKind}`.execute(
      database.db,
    )
    return rows.length
  }
  await enqueueBacklogs(busy.owner)
  await enqueueBacklogs(busy.owner)
  expect([await jobsOf(idle.workspaceId), await jobsOf(busy.workspaceId)]).toEqual([0, 1])
  await sql`/* all workspaces: of this test's own database */ delete from jobs where kind = ${summariseBacklogKind}`.execute(
    database.db,
  )
})

test('a summary goes with its session', async () => {
  const scene = await aScene()
  const { sessionId, version } = await talk(scene, ['My invoice is wrong.'])
  await summariseEnded(scene.owner, { workspaceId: scene.workspaceId, sessionId, version })
  await removeSession(scene.owner, sessionId)
  const { rows } = await sql`
    select 1 from session_summaries where workspace_id = ${scene.workspaceId}`.execute(database.db)
  expect(rows).toEqual([])
  expect(await codeOf(ask.get(scene.owner, sessionId))).toBe('not_found')
})

test('whose inbox it is not gets no summary, and writes none', async () => {
  const scene = await aScene()
  const other = await scene.workspace.anInbox({ name: 'Other' })
  const stranger = await scene.workspace.agentContext('agent', { inboxes: [other.id] })
  const { sessionId } = await talk(scene, ['My invoice is wrong.'])
  expect(await codeOf(ask.get(stranger, sessionId))).toBe('not_found')
  expect(await codeOf(ask.edit(stranger, sessionId, 'Mine'))).toBe('not_found')
  expect(await codeOf(ask.remake(stranger, sessionId))).toBe('not_found')
})

const sources = ['multiwoz-1000', 'zh-500'].map((name) =>
  fileURLToPath(new URL(`../../../../../shared/data/${name}.jsonl`, import.meta.url)),
)

test.skipIf(!sources.every((path) => existsSync(path)))(
  'every imported session has a summary and a mood',
  async () => {
    const scene = await aScene()
    const { db } = database
    for (const path of sources)
      await importSessions({ db, scope: scene.owner.scope, now: () => instant(Date.now()) }, readLines(path))
    for (let left = 1; left > 0; ) {
      await summariseBacklog(scene.owner, { workspaceId: scene.workspaceId, after: null })
      left = await countLeft(scene.workspace)
    }
    const { rows } = await sql<{ sessions: number; summaries: number; moods: number; longest: number }>`
      select count(*) as sessions, count(*) filter (where y.text <> '') as summaries, count(s.sentiment) as moods,
             max(length(y.text)) as longest
        from sessions s left join session_summaries y
          on y.workspace_id = ${scene.workspaceId} and y.session_id = s.session_id
       where s.workspace_id = ${scene.workspaceId}`.execute(db)
    expect(rows[0]).toMatchObject({ sessions: 1_500, summaries: 1_500, moods: 1_500 })
    expect(rows[0]?.longest).toBeLessThanOrEqual(320)
  },
  120_000,
)

async function countLeft({ scope }: TestWorkspace): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*) as left from sessions
     where workspace_id = ${scope.workspaceId} and state = 'ended' and summarised_by is null`.execute(
    database.db,
  )
  return rows[0]?.left ?? 0
}
