import {
  type AgentId,
  asId,
  type BotId,
  blankSession,
  type ContactId,
  type ConversationId,
  devices,
  endReasons,
  type FieldValues,
  fold,
  type InboxId,
  type Instant,
  instant,
  type Participant,
  priorities,
  type Session,
  type SessionId,
  type TagId,
  type TeamId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { inTransaction } from '../../platform/db/index.ts'
import type { TestWorkspace } from '../../testing/a-workspace.ts'
import { identityColumns, toColumns } from '../session-row.ts'
import { insertSessionTags } from '../session-tags-queries.ts'

type Row = Readonly<Record<string, unknown>>

/** A chance that comes out the same for the same seed. */
function chanceOf(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (max: number): number => Math.floor(next() * (max + 1))
  const pick = <T>(all: readonly T[]): T => all[whole(all.length - 1)] as T
  const maybe = <T>(made: () => T, often = 0.7): T | null => (next() < often ? made() : null)
  const some = <T>(all: readonly T[]): T[] => all.filter(() => next() < 0.3)
  const id = <T extends string>(): T => {
    const hex = Array.from({ length: 32 }, () => whole(15).toString(16)).join('')
    return asId<T>(hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5'))
  }
  return { next, whole, pick, maybe, some, id }
}
type Chance = ReturnType<typeof chanceOf>

const contactNames = [
  'Eva Nováková',
  'ŽLUTÝ Kůň',
  '王伟',
  'eva 100%',
  'Bob_\\',
  '',
  "O'Neil",
  '😀 Smiley',
  'Ｅｖａ',
]
const texts = ['A-17', 'a-17', '100%', 'back\\slash', 'under_score', '', "quote'", '退款', 'Größe']

/** What the random sessions of a workspace are made of; tests ask for these. */
export type Ground = Readonly<{
  now: Instant
  contacts: readonly Readonly<{ id: ContactId; name: string | null }>[]
  agents: readonly AgentId[]
  teams: readonly TeamId[]
  bots: readonly BotId[]
  tags: readonly TagId[]
  inboxes: readonly InboxId[]
}>

/**
 * Sessions as different as rows can be: every state, everything there or missing, the same moment twice, custom values of
 * the wrong type. They go into the tables as they are, without a log.
 */
export async function seedRandomSessions(
  workspace: TestWorkspace,
  { count, seed, now }: Readonly<{ count: number; seed: number; now: Instant }>,
): Promise<Ground> {
  const chance = chanceOf(seed)
  const agents = [
    (await workspace.aMember('agent')).id,
    (await workspace.aMember('agent')).id,
    workspace.owner.id,
  ]
  const inboxes = [workspace.inbox.id, (await workspace.anInbox({ name: 'Žlutá' })).id]
  const ground: Ground = {
    now,
    agents,
    inboxes,
    teams: [await workspace.aTeam('Äpfel'), await workspace.aTeam('berries')],
    bots: [chance.id()],
    tags: [chance.id(), chance.id(), chance.id()],
    contacts: Array.from({ length: 40 }, () => ({
      id: chance.id(),
      name: chance.maybe(() => chance.pick(contactNames)),
    })),
  }
  const { workspaceId } = workspace.scope
  const sessions = Array.from({ length: count }, (_, i) => ({
    ...aSession(chance, ground, i + 1),
    workspaceId,
  }))
  await inTransaction(workspace.platform, async (tx) => {
    await sql`insert into contacts (workspace_id, contact_id, name, folded_name, email, phone, tag_ids, fields)
      select ${workspaceId}, contact_id, name, folded_name, email, phone, tag_ids, fields from json_populate_recordset(
        null::contacts, ${JSON.stringify(ground.contacts.map((one) => contactRow(chance, ground, one)))}::json)`.execute(
      tx,
    )
    await sql`insert into conversations (workspace_id, conversation_id, inbox_id, contact_id, thread, session_id)
      select ${workspaceId}, conversation_id, inbox_id, contact_id, conversation_id::text, session_id
      from json_populate_recordset(null::sessions, ${JSON.stringify(sessions.map((s) => ({ ...identityColumns(s), session_id: s.id })))}::json)`.execute(
      tx,
    )
    const sessionRows = sessions.map((session) => sessionRow(chance, session))
    const columns = sql.join(Object.keys(sessionRows[0] ?? {}).map((name) => sql.ref(name)))
    await sql`insert into sessions (${columns})
      select ${columns} from json_populate_recordset(null::sessions, ${JSON.stringify(sessionRows)}::json)
      where workspace_id = ${workspaceId}`.execute(tx)
    await insertSessionTags(tx, sessions)
    const told = sessions.flatMap(({ id }) => {
      const text = chance.maybe(() => chance.pick(texts))
      return text === null ? [] : [{ session_id: id, text }]
    })
    await sql`insert into session_summaries (workspace_id, session_id, text, method, maker, made_at, of_version, tokens, words)
      select ${workspaceId}, session_id, text, 'hand', '', now(), 1, '', '' from json_populate_recordset(
        null::session_summaries, ${JSON.stringify(told)}::json)`.execute(tx)
  })
  return ground
}

function contactRow(chance: Chance, { tags }: Ground, { id, name }: Ground['contacts'][number]): Row {
  return {
    contact_id: id,
    name,
    folded_name: fold(name ?? ''),
    email: chance.maybe(() => chance.pick(['Eva@Example.com', 'bob_x@example.com', 'bob%@example.com', ''])),
    phone: chance.maybe(() => chance.pick(['+420 777', '777', '+1 (5)'])),
    tag_ids: `{${chance.some(tags).join()}}`,
    fields: {
      ...keyed(
        'plan',
        chance.maybe(() => chance.pick(['free', 'pro', 'gone', 7])),
      ),
      ...keyed(
        'likes',
        chance.maybe(() => chance.some(['tea', 'coffee'])),
      ),
      ...keyed(
        'vip',
        chance.maybe(() => chance.pick([true, false, 'true'])),
      ),
    },
  }
}

const keyed = (key: string, value: unknown) => (value === null ? {} : { [key]: value })

function sessionRow(chance: Chance, session: Session): Row {
  const fields = {
    ...keyed(
      'order',
      chance.maybe(() => chance.pick([...texts, 17])),
    ),
    ...keyed(
      'amount',
      chance.maybe(() => chance.pick([0, 1.5, 0.1, -3, 1e21, 'many'])),
    ),
    ...keyed(
      'due',
      chance.maybe(() => chance.pick(['2026-11-20', '2026-11-21', ''])),
    ),
    ...keyed(
      'link',
      chance.maybe(() => chance.pick(['https://Example.com/A', 'https://example.com/b%'])),
    ),
  } as FieldValues
  return {
    workspace_id: session.workspaceId,
    session_id: session.id,
    ...identityColumns(session),
    ...toColumns(session),
    ended_by: session.state === 'ended' ? session.endedBy : null,
    participants: session.participants,
    agent_read_count: chance.whole(4),
    fields,
    field_sources: {},
    language: chance.maybe(() => chance.pick(['en', 'EN-gb', 'cs', ''])),
    country: chance.maybe(() => chance.pick(['CZ', 'GB', ''])),
    page_url: chance.maybe(() => `https://shop.example/${chance.pick(texts)}`),
    referrer: chance.maybe(() => chance.pick(texts)),
    device: chance.maybe(() => chance.pick(devices)),
  }
}

const hourMs = 3_600_000

function aSession(chance: Chance, ground: Ground, number: number): Session {
  const { now } = ground
  // Few moments, so that ties are common.
  const startedAt = instant(now - chance.whole(60) * hourMs - chance.whole(1))
  const since = instant(startedAt + chance.whole(30) * 60_000)
  const [byContact, byAgents, byBots] = [chance.whole(5), chance.whole(3), chance.whole(2)]
  const ms = () => chance.whole(20) * 60_000
  const base = {
    ...blankSession(asId(''), chance.id<SessionId>()),
    conversationId: chance.id<ConversationId>(),
    contactId: chance.pick(ground.contacts).id,
    inboxId: chance.pick(ground.inboxes),
    number,
    version: 1,
    startedAt,
    since,
    lastActivityAt: instant(since + chance.whole(1) * hourMs),
    teamId: chance.maybe(() => chance.pick(ground.teams)),
    priority: chance.pick(priorities),
    outcome: chance.maybe(() => chance.pick(['Solved', 'solved', 'Not "solved"'])),
    rating: chance.maybe(() => 1 + chance.whole(4)),
    // Nobody who works in the background writes over what is seeded.
    summarisedBy: 'hand' as const,
    sentiment: chance.maybe(() => chance.whole(10) * 20 - 100),
    qaScore: chance.maybe(() => chance.whole(1_000) / 10),
    tagIds: chance.some(ground.tags),
    mentionedIds: chance.some(ground.agents),
    participants: chance.some(ground.agents).map((id): Participant => aPart(id, startedAt)),
    counters: {
      messages: byContact + byAgents + byBots,
      byContact,
      byAgents,
      byBots,
      notes: chance.whole(2),
      transfers: chance.whole(1),
      watchHits: chance.whole(1),
    },
    clocks: {
      waitMs: chance.maybe(ms),
      totalWaitMs: ms(),
      botMs: ms(),
      handlingMs: ms(),
      holdMs: ms(),
      wrapUpMs: ms(),
      firstResponseMs: chance.maybe(ms),
      firstUnassignedAt: chance.maybe(() => instant(startedAt + ms())),
      handoffAt: null,
    },
    waitingSince: chance.maybe(() => since),
  }
  return inSomeState(chance, ground, { ...base, since })
}

type Stateless = Omit<Extract<Session, { state: 'unassigned' }>, 'state'>
const states = ['bot', 'unassigned', 'assigned', 'on_hold', 'wrap_up', 'ended', 'ended', 'ended'] as const

function inSomeState(chance: Chance, { agents, bots }: Ground, base: Stateless): Session {
  const agentId = chance.pick(agents)
  const state = chance.pick(states)
  switch (state) {
    case 'bot':
      return { ...base, state, botId: chance.pick(bots) }
    case 'unassigned':
      return { ...base, state }
    case 'assigned':
    case 'wrap_up':
      return { ...base, state, agentId }
    case 'on_hold':
      return { ...base, state, agentId, until: null }
    case 'ended':
      return {
        ...base,
        state,
        agentId: chance.maybe(() => agentId),
        endReason: chance.pick(endReasons),
        endedBy: chance.pick([{ kind: 'system' }, { kind: 'agent', id: agentId }] as const),
      }
  }
}

const aPart = (agentId: AgentId, joinedAt: Instant): Participant => ({
  agentId,
  joinedAt,
  messages: 0,
  firstResponseMs: null,
  handlingMs: 0,
  holdMs: 0,
  wrapUpMs: 0,
})
