import type { Origin } from '@rapport/contract'
import {
  type Actor,
  type AgentId,
  blankSession,
  type Decision,
  evolve,
  type FieldSource,
  type FieldValues,
  type Instant,
  later,
  type MessageId,
  type NoteId,
  type RecordedEvent,
  type Session,
  type SessionEvent,
  type SessionId,
  type WorkspaceId,
} from '@rapport/domain'

/** Words that were said in a session written down afterwards. */
export type HistoryBody = Readonly<{
  kind: 'message' | 'note'
  id: MessageId | NoteId
  version: number
  author: Actor
  text: string
  at: Instant
  readAt: Instant | null
  /** Those a note speaks to. */
  mentions: readonly AgentId[]
}>

/** A session that happened elsewhere or before, with everything that happened in it, at its own times. */
export type History = Readonly<{
  session: Session
  recorded: readonly RecordedEvent[]
  bodies: readonly HistoryBody[]
  /** How many of the contact's messages an agent has read. */
  agentReadCount: number
  /** What stands beside the log: where it came from, and its custom fields. */
  beside: Beside
}>

/** What stands beside a session's log. What is left out is unknown. */
export type Beside = Readonly<{
  origin?: Partial<Origin>
  fields?: FieldValues
  /** Where all of the values came from; the agents' hands when left out. */
  source?: FieldSource
}>

/** Says what happened, step by step; the domain decides and folds, so that nothing impossible can be told. */
export type HistoryRecorder = Readonly<{
  session(): Session
  /** Records what was decided at a moment. Times never run backwards: an earlier one becomes the last one. */
  record(at: Instant, decided: Decision | readonly SessionEvent[], said?: Said): void
  finish(rest?: Readonly<{ agentReadCount?: number; beside?: Beside }>): History
}>

/** The words that the events recorded with them speak of. */
export type Said = Readonly<{
  id: MessageId | NoteId
  author: Actor
  text: string
  readAt?: Instant | null
  mentions?: readonly AgentId[]
}>

/** Begins the history of one session. The first thing recorded must be its start. */
export function startHistory(workspaceId: WorkspaceId, id: SessionId): HistoryRecorder {
  let session = blankSession(workspaceId, id)
  const recorded: RecordedEvent[] = []
  const bodies: HistoryBody[] = []

  function append(at: Instant, event: SessionEvent, said: Said | undefined): void {
    const happened: RecordedEvent = { version: session.version + 1, at, event }
    session = evolve(session, happened)
    recorded.push(happened)
    const kind = said && kindOf(event, said)
    if (said === undefined || kind === undefined) return
    bodies.push({
      kind,
      id: said.id,
      version: happened.version,
      author: said.author,
      text: said.text,
      at,
      readAt: said.readAt ?? null,
      mentions: said.mentions ?? [],
    })
  }

  return {
    session: () => session,
    record(at, decided, said) {
      const moment = later(at, session.lastActivityAt)
      for (const event of eventsOf(decided)) append(moment, event, said)
    },
    finish: (rest) => ({
      session,
      recorded,
      bodies,
      agentReadCount: rest?.agentReadCount ?? session.counters.byContact,
      beside: rest?.beside ?? {},
    }),
  }
}

function kindOf(event: SessionEvent, { id }: Said): 'message' | 'note' | undefined {
  if (event.type === 'note.added') return event.noteId === id ? 'note' : undefined
  if (event.type !== 'message.received' && event.type !== 'message.sent') return undefined
  return event.messageId === id ? 'message' : undefined
}

function eventsOf(decided: Decision | readonly SessionEvent[]): readonly SessionEvent[] {
  if (!('accepted' in decided)) return decided
  if (!decided.accepted) throw new Error(`History tells what could not happen: ${decided.refusal}`)
  return decided.events
}
