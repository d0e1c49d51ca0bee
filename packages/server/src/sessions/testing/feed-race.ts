import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  asId,
  type ContactId,
  contact,
  type MessageId,
  receiveMessage,
  type SessionId,
} from '@rapport/domain'
import { type Context, type Platform, scopeOf } from '../../platform/context.ts'
import { type Connection, inTransaction, migrate, openDatabase } from '../../platform/db/index.ts'
import { migrationsFolder } from '../../platform/db/testing/start-test-server.ts'
import { orRefuse } from '../../platform/errors.ts'
import { aPlatform } from '../../testing/a-platform.ts'
import { aWorkspace, type TestWorkspace } from '../../testing/a-workspace.ts'
import { tailFeed } from '../feed.ts'
import { ingestMessage } from '../ingest-message.ts'
import { recordEvents } from '../record-events.ts'
import { fromRow } from '../session-row.ts'
import { lockSession } from '../sessions-queries.ts'
import { startPulse } from './pulse.ts'
import { createReading, type Reading } from './reading.ts'

/** Writers against readers of one workspace's feed. */
export type FeedRace = Readonly<{
  /** What the two readers were handed: the first hears the hints of the writers' own node, the second polls alone. */
  readings: readonly WatchedReading[]
  /** Every writer writes its share; `randomOf` gives each its own choices. */
  run(events: number, randomOf: (writer: number) => () => number): Promise<void>
  /** Ends the readers; answers how slow a bare question to the database was at its worst, in milliseconds. */
  close(): Promise<number>
}>

const holdMsMax = 200
const sessionsCount = 96

/** Sets up the race on an empty database: sessions over all 16 streams, and the readers at their start. */
export async function openFeedRace(connection: Connection, writers: number): Promise<FeedRace> {
  await migrate(connection, { folder: migrationsFolder })
  const db = openDatabase(connection, { poolSize: writers + 4 })
  const readersDb = openDatabase(connection, { poolSize: 4 })
  const workspace = await aWorkspace(db)
  const ctx: Context = { ...workspace.platform, scope: workspace.scope, actor: { kind: 'system' } }
  const sessions = await openSessions(ctx, workspace)
  const readings = [
    await startReading(aPlatform(readersDb, { bus: ctx.bus }), workspace, true),
    await startReading(aPlatform(readersDb), workspace, false),
  ]
  const pulse = startPulse(readersDb)
  return {
    readings,
    async run(events, randomOf) {
      const share = Math.ceil(events / writers)
      const write = (_: unknown, i: number) =>
        writeShare({ ctx, sessions, readings, random: randomOf(i) }, share)
      await Promise.all(Array.from({ length: writers }, write))
    },
    async close() {
      for (const { stop } of readings) await stop()
      const slowestMs = await pulse.stop()
      await Promise.all([db.destroy(), readersDb.destroy()])
      return slowestMs
    },
  }
}

/** A reading, and how its reader ends. */
export type WatchedReading = Reading & Readonly<{ stop(): Promise<void> }>

/** Tails the feed as a node does; `isNudged` with the hints of the writers' own node, else by polling alone. */
async function startReading(
  platform: Platform,
  workspace: TestWorkspace,
  isNudged: boolean,
): Promise<WatchedReading> {
  const reading = createReading()
  const tail = await tailFeed(platform, workspace.scope.workspaceId, async (events) => reading.hear(events))
  const unsubscribe = platform.bus.subscribe((signal) => {
    if (isNudged && signal.type === 'feed') tail.nudge(signal.stream)
  })
  return {
    ...reading,
    async stop() {
      unsubscribe()
      await tail.stop()
    },
  }
}

type OpenSession = Readonly<{ id: SessionId; contactId: ContactId }>

/** Sessions over all 16 streams, several to each. */
async function openSessions(ctx: Context, { inbox }: TestWorkspace): Promise<OpenSession[]> {
  const arrival = { inboxId: inbox.id, startsIn: { as: 'unassigned', teamId: null } as const }
  const open = async (_: unknown, i: number): Promise<OpenSession> => {
    const contactId = asId<ContactId>(randomUUIDv7())
    const person = { externalId: `racer-${i}`, verified: false, name: null, email: null, locale: null }
    const { sessionId } = await ingestMessage(ctx, arrival, {
      key: `racer-${i}`,
      thread: `racer-${i}`,
      contactId,
      person,
      text: 'Ready',
      fileIds: [],
      clientId: null,
    })
    return { id: sessionId, contactId }
  }
  return await Promise.all(Array.from({ length: sessionsCount }, open))
}

type Writing = Readonly<{
  ctx: Context
  sessions: readonly OpenSession[]
  readings: readonly Reading[]
  random: () => number
}>

/** One writer: a message at a time into any session, its transaction held before the stream head is touched. */
async function writeShare({ ctx, sessions, readings, random }: Writing, count: number): Promise<void> {
  const scope = scopeOf(ctx.scope.workspaceId)
  for (let i = 0; i < count; i += 1) {
    const session = sessions[Math.floor(random() * sessions.length)]
    if (session === undefined) throw new Error('There is no session to write to')
    const holdMs = random() * holdMsMax
    const written = await inTransaction(ctx, async (tx) => {
      const before = fromRow(await lockSession(tx, scope, session.id))
      await sleep(holdMs)
      const id = asId<MessageId>(randomUUIDv7())
      const author = contact(session.contactId)
      const events = orRefuse(receiveMessage(before, id, author))
      const body = { kind: 'message', id, author, text: `${i}`, fileCount: 0, clientId: null } as const
      return {
        session: session.id,
        version: recordEvents(tx, ctx, { before, events }, { bodies: [body] }).version,
      }
    })
    for (const reading of readings) reading.expect(written)
  }
}
