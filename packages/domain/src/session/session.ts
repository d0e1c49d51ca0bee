import type { Actor } from '../actor.ts'
import type {
  AgentId,
  BotId,
  ContactId,
  ConversationId,
  InboxId,
  MessageId,
  SessionId,
  TagId,
  TeamId,
  WorkspaceId,
} from '../ids.ts'
import { type Instant, instant } from '../time.ts'

/** Why a session ended. Kept as data, so that reports can tell a solved talk from an abandoned one. */
export const endReasons = [
  'agent_ended',
  'contact_left',
  'bot_ended',
  'inactivity',
  'abandoned_in_queue',
  'channel_expired',
  'blocked',
  'api',
  'imported',
] as const
export type EndReason = (typeof endReasons)[number]

/** Every state a session can be in. Lists, columns and the database tell sessions apart by these words. */
export const sessionStates = ['bot', 'unassigned', 'assigned', 'on_hold', 'wrap_up', 'ended'] as const
export type SessionState = (typeof sessionStates)[number]

/**
 * One complete interaction with one contact in one conversation.
 * Each state carries only the facts that exist in it, so an ended session without
 * an end reason, or an unassigned one with an agent, cannot be built.
 */
export type Session = SessionIdentity & SessionFacts & State

/** What a session is from its first event on. Only `version` changes afterwards. */
export type SessionIdentity = Readonly<{
  workspaceId: WorkspaceId
  id: SessionId
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  /** Workspace-wide, people say it aloud. Rises with time, may have gaps. 0 until started. */
  number: number
  startedAt: Instant
  /** Number of events recorded so far; two writers can never both produce the same one. */
  version: number
}>

/** What lists and columns show beside the state. Derived from events alone, so the log folded equals the row. */
export type SessionFacts = Readonly<{
  teamId: TeamId | null
  priority: Priority
  /** What came of it, in the workspace's own words; null while nobody has said. */
  outcome: string | null
  /** The contact's verdict, 1 to 5; null where none was given. */
  rating: number | null
  /** How its summary was made; null while it has none. The words stand beside the log. */
  summarisedBy: SummaryMethod | null
  /** The contact's mood over the session, -100 (worst) to 100; null where there was nothing to tell it by. */
  sentiment: number | null
  /** What supervisors gave it: the mean of its reviews, 0 to 100; null without one. Not for agents. */
  qaScore: number | null
  /** In the order they were added. */
  tagIds: readonly TagId[]
  /** Agents whom a note speaks to. */
  mentionedIds: readonly AgentId[]
  /** Every agent who had the session or wrote in it, in the order they came. */
  participants: readonly Participant[]
  counters: Counters
  clocks: Clocks
  lastMessage: LastMessage | null
  /** When anything last happened: a message, an assignment, a note. The inbox sorts by it. */
  lastActivityAt: Instant
  /** Since when the contact waits for a human's answer; null when the last word was a human's. */
  waitingSince: Instant | null
}>

/** The newest message in either direction. A bot's and Rapport's own words are from a `bot`. */
export type LastMessage = Readonly<{ id: MessageId; at: Instant; from: 'contact' | 'agent' | 'bot' }>

/** How many of each there are in the session. `messages` is the sum of the three below it. */
export type Counters = Readonly<{
  messages: number
  byContact: number
  byAgents: number
  byBots: number
  notes: number
  transfers: number
  /** Messages in which a watch-word was found. */
  watchHits: number
}>

/** How urgent a session is, most urgent first. */
export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

/** How a summary was made: by hand, by taking out sentences, or by a language model. */
export const summaryMethods = ['hand', 'extractive', 'model'] as const
export type SummaryMethod = (typeof summaryMethods)[number]

/** One agent's part in a session. Milliseconds of wall clock up to the last change of state; see `participantsAt`. */
export type Participant = Readonly<{
  agentId: AgentId
  /** When they first had the session, or first wrote. */
  joinedAt: Instant
  messages: number
  /** From when they joined to their first public reply. */
  firstResponseMs: number | null
  handlingMs: number
  holdMs: number
  wrapUpMs: number
}>

/** Milliseconds of wall clock, for the time up to the last change of state; see `clocksAt` for a running session. */
export type Clocks = Readonly<{
  /** First time unassigned until first assigned. Null while it never was unassigned, or still waits. */
  waitMs: number | null
  totalWaitMs: number
  botMs: number
  handlingMs: number
  holdMs: number
  wrapUpMs: number
  /** From the handoff if there was one, else from the start, to the first public reply by a human. */
  firstResponseMs: number | null
  firstUnassignedAt: Instant | null
  handoffAt: Instant | null
}>

type State =
  | Readonly<{ state: 'bot'; botId: BotId; since: Instant }>
  | Readonly<{ state: 'unassigned'; since: Instant }>
  | Readonly<{ state: 'assigned'; agentId: AgentId; since: Instant }>
  | Readonly<{ state: 'on_hold'; agentId: AgentId; until: Instant | null; since: Instant }>
  | Readonly<{ state: 'wrap_up'; agentId: AgentId; since: Instant }>
  | Readonly<{
      state: 'ended'
      agentId: AgentId | null
      endReason: EndReason
      endedBy: Actor
      since: Instant
    }>

/** The session without its state: what a transition keeps. */
export type SessionBase = SessionIdentity & SessionFacts

/** The clocks of a session in which nothing has happened yet. */
export const noClocks: Clocks = {
  waitMs: null,
  totalWaitMs: 0,
  botMs: 0,
  handlingMs: 0,
  holdMs: 0,
  wrapUpMs: 0,
  firstResponseMs: null,
  firstUnassignedAt: null,
  handoffAt: null,
}

/** The counters of a session in which nothing has happened yet. */
export const noCounters: Counters = {
  messages: 0,
  byContact: 0,
  byAgents: 0,
  byBots: 0,
  notes: 0,
  transfers: 0,
  watchHits: 0,
}

/** What a session has before anybody has said or done anything about it. */
export const noMarks = {
  priority: 'normal',
  outcome: null,
  rating: null,
  summarisedBy: null,
  sentiment: null,
  qaScore: null,
  tagIds: [],
  mentionedIds: [],
  participants: [],
} as const satisfies Pick<
  SessionFacts,
  | 'priority'
  | 'outcome'
  | 'rating'
  | 'summarisedBy'
  | 'sentiment'
  | 'qaScore'
  | 'tagIds'
  | 'mentionedIds'
  | 'participants'
>

/** A session nothing has happened in yet: version 0, filled in by its `session.started`. */
export function blankSession(workspaceId: WorkspaceId, id: SessionId): Session {
  const zero = instant(0)
  return {
    workspaceId,
    id,
    conversationId: '' as ConversationId,
    contactId: '' as ContactId,
    inboxId: '' as InboxId,
    number: 0,
    startedAt: zero,
    version: 0,
    teamId: null,
    ...noMarks,
    counters: noCounters,
    clocks: noClocks,
    lastMessage: null,
    lastActivityAt: zero,
    waitingSince: null,
    state: 'unassigned',
    since: zero,
  }
}

/** Who answers for the session now; null while nobody does. An ended session keeps its last agent. */
export function agentOf(session: Session): AgentId | null {
  switch (session.state) {
    case 'bot':
    case 'unassigned':
      return null
    case 'assigned':
    case 'on_hold':
    case 'wrap_up':
    case 'ended':
      return session.agentId
  }
}
