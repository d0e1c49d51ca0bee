import { setImmediate as turn } from 'node:timers/promises'
import type { ContactId, ConversationId, SessionId } from '@rapport/domain'
import { insertContacts, insertIdentities } from '../contacts/index.ts'
import type { Platform } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { type History, insertConversations, moveConversations, writeHistory } from '../sessions/index.ts'
import { takeNumberBlock } from '../workspaces/index.ts'
import type { DemoGround } from './demo-ground.ts'
import type { DemoInbox } from './demo-people.ts'
import { analyzeHistory } from './demo-queries.ts'
import { colleaguesOf, inboxIdOf, startsInOf } from './fill-demo.ts'
import { closeHistory, writeHits } from './mark-history.ts'
import { type HistoryExtent, type HistoryThread, planHistory, type Visit } from './plan-history.ts'
import { contactMarks, planMarks } from './plan-marks.ts'
import { createRandom, type Random } from './random.ts'
import { tellSession } from './tell-session.ts'

/** How far a filling has come; at its end, what it did. */
export type FillTally = Readonly<{ sessions: number; messages: number; events: number; contacts: number }>

/** What to fill with. The same seed at the same moment fills the same. */
export type FillOptions = Readonly<{
  seed: number
  extent: HistoryExtent
  /** Told after every batch. */
  onProgress?: (tally: FillTally) => void
  /** Stops after the batch under way, which is whole like those before it. */
  signal?: AbortSignal
}>

const batchSessions = 500
/** How long sessions are told before whoever sends the last batch gets a turn. */
const sliceMs = 4

type AgentsOf = (inbox: DemoInbox) => ReturnType<typeof colleaguesOf>

type Told = Readonly<{ visit: Visit; history: History }>

/**
 * Fills a workspace with years of sessions, a batch per transaction by COPY: row, words, log and feed of a session are
 * there together or not at all, as the product itself writes them. While one batch is on its way the next is told, and
 * no more than these two are held, whatever the extent.
 */
export async function fillHistory(
  platform: Pick<Platform, 'db' | 'now'>,
  ground: DemoGround,
  { seed, extent, onProgress, signal }: FillOptions,
): Promise<FillTally> {
  const { db } = platform
  const random = createRandom(seed)
  const agents = new Map<DemoInbox, ReturnType<typeof colleaguesOf>>()
  function agentsOf(inbox: DemoInbox) {
    const known = agents.get(inbox) ?? colleaguesOf(ground, inbox)
    agents.set(inbox, known)
    return known
  }
  const visits = planHistory({ random, agentsOf, teamIds: ground.teamIds, now: platform.now(), extent })
  let tally: FillTally = { sessions: 0, messages: 0, events: 0, contacts: 0 }
  let writing: Promise<void> = Promise.resolve()
  let banned: ContactId | undefined
  try {
    while (!signal?.aborted) {
      const batch = await tellBatch(platform, ground, visits, { random, agentsOf })
      await writing
      banned ??= endedOnWeb(batch)
      if (batch.length === 0) break
      writing = writeBatch(platform, ground, batch).then(() => {
        tally = add(tally, batch)
        onProgress?.(tally)
      })
      // It is awaited a batch later; until then its failure is not nobody's.
      writing.catch(() => undefined)
    }
  } finally {
    await writing
  }
  await close(platform, ground, banned)
  await analyzeHistory(db)
  return tally
}

/** Somebody without a live session: who has one is always new. */
const endedOnWeb = (batch: readonly Told[]): ContactId | undefined =>
  batch.find(({ visit: { thread, session } }) => thread.inbox.channel === 'web' && session.stage === 'ended')
    ?.visit.thread.contactId

const close = (
  { db, now }: Pick<Platform, 'db' | 'now'>,
  ground: DemoGround,
  contactId: ContactId | undefined,
): Promise<void> => inTransaction(db, (tx) => closeHistory(tx, ground, { contactId, at: now() }))

/** Tells the next sessions, in slices: this process also sends, and does one thing at a time. */
async function tellBatch(
  { db }: Pick<Platform, 'db'>,
  ground: DemoGround,
  visits: Iterator<Visit>,
  { random, agentsOf }: Readonly<{ random: Random; agentsOf: AgentsOf }>,
): Promise<readonly Told[]> {
  const first = await takeNumberBlock(db, ground.scope, batchSessions)
  const batch: Told[] = []
  let begun = performance.now()
  while (batch.length < batchSessions) {
    const next = visits.next()
    if (next.done) break
    const place = { number: first + batch.length, agentsOf }
    batch.push({ visit: next.value, history: tell(ground, random, next.value, place) })
    if (performance.now() - begun < sliceMs) continue
    await turn()
    begun = performance.now()
  }
  return batch
}

type Place = Readonly<{ number: number; agentsOf: AgentsOf }>

function tell(
  ground: DemoGround,
  random: Random,
  { thread, session }: Visit,
  { number, agentsOf }: Place,
): History {
  const { inbox, person } = thread
  const { steps, startAt } = session
  const marks = planMarks(ground.marks, {
    number,
    startAt,
    isOnWeb: inbox.channel === 'web',
    locale: person.locale,
    steps,
    colleagues: agentsOf(inbox),
  })
  return tellSession(
    random,
    { steps, marks },
    {
      workspaceId: ground.scope.workspaceId,
      sessionId: session.id,
      conversationId: thread.id,
      contactId: thread.contactId,
      inboxId: inboxIdOf(ground, thread),
      number,
      startsIn: startsInOf(ground, thread.inbox),
      botId: ground.botId,
      startAt: session.startAt,
      findWords: ground.marks.findWords,
    },
  )
}

/** Conversations first, the log last: the order that everybody takes their locks in. */
async function writeBatch({ db }: Pick<Platform, 'db'>, ground: DemoGround, batch: readonly Told[]) {
  const fresh = batch.filter(({ visit }) => visit.isNew)
  const latest = new Map(batch.map(({ visit }) => [visit.thread.id, visit.session.id]))
  const known = new Map(latest)
  for (const { visit } of fresh) known.delete(visit.thread.id)
  const write = async (tx: Tx) => {
    await insertContacts(
      tx,
      fresh.map((told) => contactRow(ground, told)),
    )
    await insertIdentities(
      tx,
      fresh.map((told) => identityRow(ground, told)),
    )
    await insertConversations(
      tx,
      fresh.map((told) => conversationRow(ground, told, latest)),
    )
    await moveConversations(tx, ground.scope, known)
    await writeHistory(
      tx,
      ground.scope,
      batch.map(({ history }) => history),
    )
    await writeHits(
      tx,
      batch.map(({ history }) => history),
    )
  }
  await inTransaction(db, write, { copies: true })
}

const add = (tally: FillTally, batch: readonly Told[]): FillTally => ({
  sessions: tally.sessions + batch.length,
  messages: batch.reduce((sum, { history }) => sum + history.session.counters.messages, tally.messages),
  events: batch.reduce((sum, { history }) => sum + history.recorded.length, tally.events),
  contacts: batch.reduce((sum, { visit }) => (visit.isNew ? sum + 1 : sum), tally.contacts),
})

const externalIdOf = ({ inbox, contactId }: HistoryThread): string => `demo-${inbox.key}-${contactId}`

const contactRow = ({ scope, marks }: DemoGround, { visit: { thread, session } }: Told) => ({
  workspace_id: scope.workspaceId,
  contact_id: thread.contactId,
  name: thread.person.name,
  email: thread.person.email,
  phone: null,
  locale: thread.person.locale,
  created_at: new Date(session.startAt),
  ...contactMarks(marks, thread.contactId, session.startAt),
})

const identityRow = (ground: DemoGround, { visit: { thread, session } }: Told) => ({
  workspace_id: ground.scope.workspaceId,
  inbox_id: inboxIdOf(ground, thread),
  external_id: externalIdOf(thread),
  contact_id: thread.contactId,
  verified: thread.inbox.channel !== 'web',
  created_at: new Date(session.startAt),
})

const conversationRow = (
  ground: DemoGround,
  { visit: { thread, session } }: Told,
  latest: ReadonlyMap<ConversationId, SessionId>,
) => ({
  workspace_id: ground.scope.workspaceId,
  conversation_id: thread.id,
  inbox_id: inboxIdOf(ground, thread),
  contact_id: thread.contactId,
  thread: externalIdOf(thread),
  session_id: latest.get(thread.id) ?? session.id,
  created_at: new Date(session.startAt),
})
