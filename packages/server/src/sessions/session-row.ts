import type { Origin } from '@rapport/contract'
import {
  type Actor,
  type AgentId,
  agentOf,
  asId,
  type Clocks,
  type EndReason,
  type Instant,
  instant,
  type MessageId,
  type Participant,
  priorities,
  type Session,
  type SessionBase,
  type SessionState,
  type SummaryMethod,
  type TagId,
} from '@rapport/domain'

/** A row of `sessions`, as the driver hands it over: moments as milliseconds. */
export type SessionRecord = Readonly<{
  workspace_id: string
  session_id: string
  conversation_id: string
  contact_id: string
  inbox_id: string
  number: number
  version: number
  state: string
  since: number
  agent_id: string | null
  bot_id: string | null
  team_id: string | null
  priority: number
  outcome: string | null
  rating: number | null
  summarised_by: string | null
  sentiment: number | null
  qa_score: number | null
  tag_ids: readonly string[]
  mentioned_ids: readonly string[]
  participants: unknown
  hold_until: number | null
  end_reason: string | null
  ended_by: unknown
  started_at: number
  last_activity_at: number
  last_message_id: string | null
  last_message_at: number | null
  last_message_from: string | null
  waiting_since: number | null
  message_count: number
  contact_message_count: number
  agent_message_count: number
  bot_message_count: number
  note_count: number
  transfer_count: number
  watch_hit_count: number
  wait_ms: number | null
  total_wait_ms: number
  bot_ms: number
  handling_ms: number
  hold_ms: number
  wrap_up_ms: number
  first_response_ms: number | null
  first_unassigned_at: number | null
  handoff_at: number | null
}>

/** The session a row stands for. The table's constraints promise what the union demands. */
export function fromRow(row: SessionRecord): Session {
  const base = baseFromRow(row)
  const since = instant(row.since)
  switch (row.state as SessionState) {
    case 'bot':
      return { ...base, state: 'bot', botId: asId(row.bot_id ?? ''), since }
    case 'unassigned':
      return { ...base, state: 'unassigned', since }
    case 'assigned':
      return { ...base, state: 'assigned', agentId: asId(row.agent_id ?? ''), since }
    case 'on_hold':
      return {
        ...base,
        state: 'on_hold',
        agentId: asId(row.agent_id ?? ''),
        until: moment(row.hold_until),
        since,
      }
    case 'wrap_up':
      return { ...base, state: 'wrap_up', agentId: asId(row.agent_id ?? ''), since }
    case 'ended':
      return {
        ...base,
        state: 'ended',
        agentId: row.agent_id === null ? null : asId(row.agent_id),
        endReason: row.end_reason as EndReason,
        endedBy: row.ended_by as Actor,
        since,
      }
  }
}

function baseFromRow(row: SessionRecord): SessionBase {
  return {
    workspaceId: asId(row.workspace_id),
    id: asId(row.session_id),
    conversationId: asId(row.conversation_id),
    contactId: asId(row.contact_id),
    inboxId: asId(row.inbox_id),
    number: row.number,
    startedAt: instant(row.started_at),
    version: row.version,
    teamId: row.team_id === null ? null : asId(row.team_id),
    priority: priorities[row.priority] ?? 'normal',
    outcome: row.outcome,
    rating: row.rating,
    summarisedBy: row.summarised_by as SummaryMethod | null,
    sentiment: row.sentiment,
    qaScore: row.qa_score,
    tagIds: row.tag_ids.map((id) => asId<TagId>(id)),
    mentionedIds: row.mentioned_ids.map((id) => asId<AgentId>(id)),
    participants: row.participants as readonly Participant[],
    counters: {
      messages: row.message_count,
      byContact: row.contact_message_count,
      byAgents: row.agent_message_count,
      byBots: row.bot_message_count,
      notes: row.note_count,
      transfers: row.transfer_count,
      watchHits: row.watch_hit_count,
    },
    clocks: clocksFromRow(row),
    lastMessage: lastMessageFromRow(row),
    lastActivityAt: instant(row.last_activity_at),
    waitingSince: moment(row.waiting_since),
  }
}

function clocksFromRow(row: SessionRecord): Clocks {
  return {
    waitMs: row.wait_ms,
    totalWaitMs: row.total_wait_ms,
    botMs: row.bot_ms,
    handlingMs: row.handling_ms,
    holdMs: row.hold_ms,
    wrapUpMs: row.wrap_up_ms,
    firstResponseMs: row.first_response_ms,
    firstUnassignedAt: moment(row.first_unassigned_at),
    handoffAt: moment(row.handoff_at),
  }
}

function lastMessageFromRow(row: SessionRecord): Session['lastMessage'] {
  if (row.last_message_id === null || row.last_message_at === null) return null
  return {
    id: asId<MessageId>(row.last_message_id),
    at: instant(row.last_message_at),
    from: row.last_message_from as 'contact' | 'agent' | 'bot',
  }
}

/** The columns that events change, by name: whoever writes a row takes all of them from here. */
export function toColumns(session: Session) {
  const { counters, clocks, lastMessage } = session
  return {
    version: session.version,
    state: session.state,
    since: new Date(session.since),
    agent_id: agentOf(session),
    bot_id: session.state === 'bot' ? session.botId : null,
    team_id: session.teamId,
    priority: priorities.indexOf(session.priority),
    outcome: session.outcome,
    rating: session.rating,
    summarised_by: session.summarisedBy,
    sentiment: session.sentiment,
    qa_score: session.qaScore,
    tag_ids: arrayText(session.tagIds),
    mentioned_ids: arrayText(session.mentionedIds),
    participants: JSON.stringify(session.participants),
    hold_until: session.state === 'on_hold' ? date(session.until) : null,
    end_reason: session.state === 'ended' ? session.endReason : null,
    ended_by: session.state === 'ended' ? JSON.stringify(session.endedBy) : null,
    last_activity_at: new Date(session.lastActivityAt),
    last_message_id: lastMessage?.id ?? null,
    last_message_at: date(lastMessage?.at ?? null),
    last_message_from: lastMessage?.from ?? null,
    waiting_since: date(session.waitingSince),
    message_count: counters.messages,
    contact_message_count: counters.byContact,
    agent_message_count: counters.byAgents,
    bot_message_count: counters.byBots,
    note_count: counters.notes,
    transfer_count: counters.transfers,
    watch_hit_count: counters.watchHits,
    wait_ms: clocks.waitMs,
    total_wait_ms: clocks.totalWaitMs,
    bot_ms: clocks.botMs,
    handling_ms: clocks.handlingMs,
    hold_ms: clocks.holdMs,
    wrap_up_ms: clocks.wrapUpMs,
    first_response_ms: clocks.firstResponseMs,
    first_unassigned_at: date(clocks.firstUnassignedAt),
    handoff_at: date(clocks.handoffAt),
  }
}

/** The columns that differ after an event: a message changes eight of some thirty, and the others cost too. */
export function changedColumns(before: Session, after: Session): [string, unknown][] {
  const was: Readonly<Record<string, unknown>> = toColumns(before)
  return Object.entries(toColumns(after)).filter(([name, value]) => !isSame(was[name], value))
}

const isSame = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b

/** The columns that say which session it is, written once. */
export function identityColumns(session: Session) {
  return {
    conversation_id: session.conversationId,
    contact_id: session.contactId,
    inbox_id: session.inboxId,
    number: session.number,
    started_at: new Date(session.startedAt),
  }
}

/** The columns that say where it came from, written once; none where nobody has said. */
export function originColumns(origin: Origin | undefined) {
  if (origin === undefined) return {}
  const { language, country, pageUrl, referrer, device } = origin
  return { language, country, page_url: pageUrl, referrer, device }
}

const moment = (ms: number | null): Instant | null => (ms === null ? null : instant(ms))
/** As PostgreSQL writes an array of ids: a text, so that two of them compare. */
const arrayText = (ids: readonly string[]): string => `{${ids.join(',')}}`
const date = (at: Instant | null): Date | null => (at === null ? null : new Date(at))
