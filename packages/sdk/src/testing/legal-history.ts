import type { MessageView } from '@rapport/contract/light'
import {
  type ActingAgent,
  type Actor,
  type AgentId,
  addNote,
  amendMessage,
  asId,
  type BotId,
  blankSession,
  closeSession,
  contactClient,
  type Decision,
  endSession,
  handOff,
  holdSession,
  type InboxId,
  instant,
  type MessageId,
  type NoteId,
  type RecordedEvent,
  receiveMessage,
  recordOutcome,
  releaseSession,
  resumeSession,
  type Session,
  type SessionEvent,
  type SessionId,
  sendBotReply,
  sendReply,
  startSession,
  system,
  type TeamId,
  takeSession,
  transferSession,
  type WorkspaceId,
} from '@rapport/domain'
import fc from 'fast-check'
import { amended, contactId, conversationId, type Happening, record } from './conversation-model.ts'

const uuid = (n: number, kind: string) =>
  `0198a000-0000-7000-8000-${kind}${String(n).padStart(12 - kind.length, '0')}`
const workspaceId = asId<WorkspaceId>(uuid(1, 'f0'))
const inboxId = asId<InboxId>(uuid(1, 'b0'))
const botId = asId<BotId>(uuid(1, 'bb'))
const agents = [1, 2, 3].map((n) => asId<AgentId>(uuid(n, 'a0')))
const teams = [1, 2].map((n) => asId<TeamId>(uuid(n, 'd0')))

export const actionKinds = [
  'receive',
  'reply',
  'replyAndTake',
  'botReply',
  'handOff',
  'take',
  'release',
  'transferToAgent',
  'transferToTeam',
  'transferWithNote',
  'hold',
  'resume',
  'wrapUp',
  'end',
  'close',
  'note',
  'noteOnEnded',
  'accepted',
  'failed',
  'unknown',
  'edited',
  'deleted',
  'reacted',
  'writeFirst',
  'ticks',
] as const
type ActionKind = (typeof actionKinds)[number]

/** One step of a random history. Its numbers pick an agent, a team, a target; `gap` is what else the feed carries. */
export type Action = Readonly<{ kind: ActionKind; pick: number; flag: boolean; waitMs: number; gap: number }>

/** Any step, at any time, the clock running backwards now and then. */
export const anAction: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom(...actionKinds, 'receive', 'receive', 'reply', 'take', 'end'),
  pick: fc.nat(5),
  flag: fc.boolean(),
  waitMs: fc.integer({ min: -5_000, max: 600_000 }),
  gap: fc.nat(3),
})

/** What follows from these steps by the domain's own rules; a step the rules refuse leaves nothing. */
export function historyOf(actions: readonly Action[]): readonly Happening[] {
  const past: Past = { happenings: [], sessions: [], now: 1_790_000_000_000, position: 0, bodies: 0 }
  for (const action of actions) step(past, action)
  return past.happenings
}

type Past = { happenings: Happening[]; sessions: Session[]; now: number; position: number; bodies: number }

function step(past: Past, action: Action): void {
  past.now += action.waitMs
  past.position += action.gap
  past.bodies += 1
  if (action.kind === 'ticks') {
    past.happenings.push(...ticksOf(past.happenings, action, past.now))
    return
  }
  if (isAmendment(action.kind)) {
    amend(past, action, action.kind)
    return
  }
  if (action.kind === 'writeFirst') {
    writeFirst(past, action)
    return
  }
  const session = sessionFor(past, action)
  if (session === undefined) return
  const decision = decide(session, action, uuid(past.bodies, 'e0'))
  if (decision.accepted) write(past, action.kind, { session, events: decision.events })
}

/** An agent writes to a contact whose last session has ended: a new one begins by their hand. */
function writeFirst(past: Past, action: Action): void {
  const { sessions } = past
  if (sessions.at(-1)?.state !== 'ended') return
  const session = blankSession(workspaceId, asId<SessionId>(uuid(sessions.length + 1, '5e')))
  const agentId = agents[action.pick % 3] ?? asId<AgentId>('')
  const decision = contactClient(session, agentId, asId<MessageId>(uuid(past.bodies, 'e0')))
  const start = opening(sessions.length + 1, { ...action, flag: false })
  if (decision.accepted) write(past, action.kind, { session, events: [start, ...decision.events] })
}

const amendments = ['accepted', 'failed', 'unknown', 'edited', 'deleted', 'reacted'] as const
type Amending = (typeof amendments)[number]
const isAmendment = (kind: ActionKind): kind is Amending => (amendments as readonly string[]).includes(kind)

/** Something happens to a message that was said, in a session that may have ended since. */
function amend(past: Past, action: Action, kind: Amending): void {
  const message = someMessage(past.happenings, action)
  const session = past.sessions.find(({ id }) => id === message?.sessionId)
  if (message === undefined || session === undefined) return
  const { id } = message
  const by: Actor = action.flag ? { kind: 'contact', id: contactId } : system
  const decisions: Record<Amending, () => Decision> = {
    accepted: () => recordOutcome(id, 'accepted'),
    failed: () => recordOutcome(id, { failed: 'blocked' }),
    unknown: () => recordOutcome(id, 'unknown'),
    edited: () => amendMessage(id, 'edited', by),
    deleted: () => amendMessage(id, 'deleted', by),
    reacted: () => amendMessage(id, { reaction: action.pick > 2 ? '👍' : null }, by),
  }
  const decision = decisions[kind]()
  if (decision.accepted) write(past, kind, { session, events: decision.events })
}

/** One of the last messages, as it is by now. */
function someMessage(
  happenings: readonly Happening[],
  { pick }: Pick<Action, 'pick'>,
): MessageView | undefined {
  const messages = new Map<string, MessageView>()
  for (const past of happenings) {
    if (past.kind === 'event' && past.message !== null) messages.set(past.message.id, past.message)
  }
  return [...messages.values()].at(-1 - (pick % 3))
}

/** The session a step is about: the latest, a fresh one for words after an end, or an ended one for a late note. */
function sessionFor(past: Past, action: Action): Session | undefined {
  const { sessions } = past
  if (action.kind === 'noteOnEnded') return sessions.find(({ state }) => state === 'ended')
  const latest = sessions.at(-1)
  const isOpen = latest !== undefined && latest.state !== 'ended'
  if (action.kind !== 'receive' || isOpen) return latest
  const session = blankSession(workspaceId, asId<SessionId>(uuid(sessions.length + 1, '5e')))
  write(past, 'start', { session, events: [opening(sessions.length + 1, action)] })
  return sessions.at(-1)
}

function write(
  past: Past,
  action: string,
  { session, events }: { session: Session; events: readonly SessionEvent[] },
): void {
  for (const recorded of record(session, events, instant(past.now))) {
    past.position += 1
    const message = recorded.message ?? changedMessage(past.happenings, recorded.recorded)
    past.happenings.push({ kind: 'event', action, position: past.position, ...recorded, message })
    const at = past.sessions.findIndex(({ id }) => id === session.id)
    past.sessions[at < 0 ? past.sessions.length : at] = recorded.after
  }
}

/** The row of the message that an event is about, after it; null when it is about none. */
function changedMessage(happenings: readonly Happening[], recorded: RecordedEvent): MessageView | null {
  const { event } = recorded
  if (!('messageId' in event)) return null
  const known = happenings.findLast(
    (past) => past.kind === 'event' && past.message !== null && past.message.id === event.messageId,
  )
  return known?.kind === 'event' && known.message !== null ? amended(known.message, recorded) : null
}

const opening = (number: number, { flag, pick }: Action) =>
  startSession({
    conversationId,
    contactId,
    inboxId,
    number,
    startsIn: flag
      ? { as: 'bot', botId }
      : { as: 'unassigned', teamId: pick > 2 ? (teams[0] ?? null) : null },
  })

function decide(session: Session, { kind, pick, flag, waitMs }: Action, body: string): Decision {
  const by: ActingAgent = { id: agents[pick % 3] ?? asId(''), mayIntervene: flag }
  const other = agents[(pick + 1) % 3] ?? asId<AgentId>('')
  const teamId = teams[pick % 2] ?? asId<TeamId>('')
  const messageId = asId<MessageId>(body)
  const noteId = asId<NoteId>(body)
  const decisions: Record<Exclude<ActionKind, 'ticks' | 'writeFirst' | Amending>, () => Decision> = {
    receive: () => receiveMessage(session, messageId, { kind: 'contact', id: contactId }),
    reply: () => sendReply(session, by, messageId, { replyTakes: false }),
    replyAndTake: () => sendReply(session, by, messageId, { replyTakes: true }),
    botReply: () => sendBotReply(session, botId, messageId),
    handOff: () => handOff(session, { kind: 'bot', id: botId }, flag ? 'asked for a person' : null, teamId),
    take: () => takeSession(session, by.id, flag ? 'take' : 'open'),
    release: () => releaseSession(session, by),
    transferToAgent: () => transferSession(session, by, { agentId: other }, null),
    transferToTeam: () => transferSession(session, by, { teamId }, null),
    transferWithNote: () => transferSession(session, by, flag ? { agentId: other } : { teamId }, noteId),
    hold: () => holdSession(session, by, flag ? instant(Math.abs(waitMs)) : null),
    resume: () => resumeSession(session, by),
    // No decision leads here yet, but logs may hold it and every fold must know it.
    wrapUp: () => ({
      accepted: session.state === 'assigned',
      events: [{ type: 'session.wrap_up_started', by: system }],
      refusal: 'session_not_taken',
    }),
    end: () => endSession(session, by, 'agent_ended'),
    close: () => closeSession(session, flag ? { kind: 'contact', id: contactId } : system, 'inactivity'),
    note: () => addNote(noteId, by.id),
    noteOnEnded: () => addNote(noteId, by.id),
  }
  return decisions[kind === 'ticks' || kind === 'writeFirst' || isAmendment(kind) ? 'receive' : kind]()
}

function ticksOf(happenings: readonly Happening[], { pick, flag }: Action, now: number): Happening[] {
  const message = someMessage(happenings, { pick })
  if (message === undefined) return []
  const at = instant(now)
  return [
    {
      kind: 'ticks',
      action: 'ticks',
      ticks: {
        type: 'ticks',
        conversationId,
        sessionId: message.sessionId,
        of: message.author.kind === 'contact' ? 'contact' : 'us',
        upToVersion: message.version,
        deliveredAt: at,
        readAt: flag ? at : null,
      },
    },
  ]
}
