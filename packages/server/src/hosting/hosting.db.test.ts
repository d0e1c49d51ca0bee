import { randomUUIDv7 } from 'node:crypto'
import {
  agent,
  asId,
  type BotId,
  bot,
  type ContactId,
  type SessionId,
  type TeamId,
  takeSession,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { insertBot } from '../inboxes/index.ts'
import { createJobHandlers } from '../jobs.ts'
import type { Context, Platform } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { startWorker, type Worker } from '../platform/jobs/index.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { createJobsFor, createReactions } from '../reactions.ts'
import { changeSession, type Ingested, ingestMessage, sendBotMessage } from '../sessions/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { demoScript } from './demo-script.ts'
import { letBotAnswer } from './let-bot-answer.ts'
import { readScript } from './read-script.ts'
import { replyId } from './reply-id.ts'

let database: TestDatabase
const lanes = ['inside', 'outside'] as const
let workers: readonly Worker[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
})
afterAll(() => database.close())

type Choices = Readonly<{ script?: unknown; botThinkMs?: number; works?: boolean }>

/** An inbox that starts with a bot, on a platform whose reactions run; `works: false` leaves the jobs waiting. */
async function aBotInbox({ script = demoScript, botThinkMs = 0, works = true }: Choices = {}) {
  const reactions = createReactions({ botThinkMs })
  const { platform, scope, anInbox, aTeam } = await aWorkspace(database.db, {
    jobsFor: createJobsFor(reactions),
    wakeJobs: () => workers.forEach((worker) => void worker.wake()),
  })
  const botId = asId<BotId>(randomUUIDv7())
  await inTransaction(platform.db, (tx) => insertBot(tx, scope, { id: botId, name: 'Botty', script }))
  const teamId = await aTeam(`Team ${botId}`)
  const inbox = await anInbox({ startsIn: 'bot', botId, teamId })
  const handlers = createJobHandlers(platform, reactions)
  if (works) workers = lanes.map((lane) => startWorker({ ...platform, handlers, lane }))
  const contactId = asId<ContactId>(randomUUIDv7())
  const ctx: Context = { ...platform, scope, actor: { kind: 'contact', id: contactId } }

  function say(text: string, key = randomUUIDv7()): Promise<Ingested> {
    const person = { externalId: contactId, verified: false, name: null, email: null, locale: null }
    const message = { key, thread: contactId, contactId, person, text, fileIds: [], clientId: null }
    return ingestMessage(ctx, { inboxId: inbox.id, startsIn: { as: 'bot', botId } }, message)
  }

  return { platform, ctx, botId, teamId, say, said: (id: SessionId) => saidIn(platform, id) }
}

async function saidIn({ db }: Platform, id: SessionId): Promise<string[]> {
  const { rows } = await sql<{ kind: string; text: string }>`
    select m.author ->> 'kind' as kind, m.text from messages m join workspaces w on w.workspace_id = m.workspace_id
     where m.session_id = ${id} and m.workspace_id = w.workspace_id order by m.version /* all workspaces: a test knows the id */`.execute(
    db,
  )
  return rows.map(({ kind, text }) => `${kind}: ${text}`)
}

async function rowOf({ db }: Platform, id: SessionId) {
  const { rows } = await sql<{
    state: string
    team_id: TeamId | null
    event: { reason?: string } | null
    jobs: number
  }>`
    select s.state, s.team_id, (select event from session_events e where e.workspace_id = s.workspace_id
             and e.session_id = s.session_id and event ->> 'type' = 'session.handed_off') as event,
           (select count(*) from jobs j where j.workspace_id = s.workspace_id) as jobs
      from sessions s where s.session_id = ${id} /* all workspaces: a test knows the id */`.execute(db)
  return rows[0]
}

const reply = (id: string) => `bot: ${demoScript.answers.find((one) => one.id === id)?.reply}`
const greeting = `bot: ${demoScript.greeting}`
const farewell = `bot: ${demoScript.handOff.farewell}`

test('a bot greets, answers what it knows, and hands off to the inbox’s team when asked, leaving no job behind', async () => {
  const { platform, teamId, say, said } = await aBotInbox()
  const { sessionId } = await say('hello')
  await vi.waitFor(async () => expect(await said(sessionId)).toEqual(['contact: hello', greeting]))
  await say('Where is my parcel?')
  await vi.waitFor(async () => expect((await said(sessionId)).at(-1)).toBe(reply('delivery')))
  await say('Can I send it back?')
  await vi.waitFor(async () => expect((await said(sessionId)).at(-1)).toBe(reply('returns')))
  expect((await rowOf(platform, sessionId))?.state).toBe('bot')

  await say('Chci mluvit s člověkem')
  await vi.waitFor(async () =>
    expect(await rowOf(platform, sessionId)).toMatchObject({
      state: 'unassigned',
      team_id: teamId,
      event: { reason: demoScript.handOff.reasons.asked },
      jobs: 0,
    }),
  )
  expect((await said(sessionId)).at(-1)).toBe(farewell)
  await say('Anybody?')
  await vi.waitFor(async () => expect(await rowOf(platform, sessionId)).toMatchObject({ jobs: 0 }))
  expect((await said(sessionId)).at(-1)).toBe('contact: Anybody?')
})

test('two misunderstandings in a row hand off, with that as the reason', async () => {
  const { platform, say, said } = await aBotInbox()
  const { sessionId } = await say('hello')
  await say('blub')
  await say('bla')
  await vi.waitFor(async () =>
    expect(await rowOf(platform, sessionId)).toMatchObject({
      state: 'unassigned',
      event: { reason: demoScript.handOff.reasons.misunderstood },
    }),
  )
  expect((await said(sessionId)).filter((text) => text.startsWith('bot'))).toEqual([
    greeting,
    `bot: ${demoScript.fallback}`,
    farewell,
  ])
})

test('a turn taken again and again, also cut short in the middle or at the same moment, says each thing once', async () => {
  const { platform, botId, ctx, say, said } = await aBotInbox({ works: false })
  const { sessionId, version } = await say('when are you open?')
  const cause = { workspaceId: ctx.scope.workspaceId, sessionId, version }
  // What a first try had said when its server died.
  const first = { botId, text: demoScript.greeting ?? '', clientId: replyId(sessionId, version, 0) }
  await sendBotMessage({ ...ctx, actor: bot(botId) }, sessionId, first)
  await Promise.all([letBotAnswer(platform, cause, 0), letBotAnswer(platform, cause, 0)])
  await letBotAnswer(platform, cause, 0)
  expect(await said(sessionId)).toEqual(['contact: when are you open?', greeting, reply('opening-hours')])
})

test('when a person takes the session while the bot thinks, the bot says nothing and nothing fails', async () => {
  const { platform, ctx, say, said } = await aBotInbox({ works: false })
  const { sessionId, version } = await say('hello')
  const turn = letBotAnswer(platform, { workspaceId: ctx.scope.workspaceId, sessionId, version }, 300)
  const taker = asId<Parameters<typeof agent>[0]>(randomUUIDv7())
  await changeSession({ ...ctx, actor: agent(taker) }, sessionId, (session) =>
    takeSession(session, taker, 'take'),
  )
  await turn
  expect(await said(sessionId)).toEqual(['contact: hello'])
})

test('whoever waits sees the bot typing, and not for longer than a second', async () => {
  const { platform, ctx, say } = await aBotInbox({ works: false })
  const frames: unknown[] = []
  platform.bus.subscribe((signal: Signal) => {
    if (signal.type === 'frame') frames.push({ to: signal.to, ...signal.frame })
  })
  const { sessionId, version, conversationId } = await say('hello')
  const began = performance.now()
  await letBotAnswer(platform, { workspaceId: ctx.scope.workspaceId, sessionId, version }, 60_000)
  expect(performance.now() - began).toBeLessThan(1_800)
  expect(frames).toMatchObject([
    { type: 'typing', conversationId, actor: { kind: 'bot' }, on: true, to: 'all' },
    { type: 'typing', conversationId, actor: { kind: 'bot' }, on: false, to: 'all' },
  ])
})

test('a bot without a script it can follow gives the session to people at once', async () => {
  const { platform, say } = await aBotInbox({ script: { greeting: 7 } })
  const { sessionId } = await say('hello')
  await vi.waitFor(async () => expect((await rowOf(platform, sessionId))?.state).toBe('unassigned'))
})

test('the demo’s script is one, and a script with unknown fields or impossible limits is none', () => {
  expect(readScript(demoScript)).toEqual(demoScript)
  expect(readScript({ ...demoScript, more: 1 })).toBeNull()
  expect(
    readScript({ ...demoScript, handOff: { ...demoScript.handOff, misunderstandingsMax: 0 } }),
  ).toBeNull()
  expect(readScript({})).toBeNull()
})
