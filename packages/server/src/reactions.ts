import type {
  EventOf,
  InboxId,
  RecordedEvent,
  Session,
  SessionEvent,
  SessionEventType,
  SessionId,
  WorkspaceId,
} from '@rapport/domain'
import { summariseEnded } from './ai/index.ts'
import { deliverMessage, giveUpMessage, outgoingSequence } from './channels/index.ts'
import { letBotAnswer } from './hosting/index.ts'
import type { Platform } from './platform/context.ts'
import type { Lane, NewJob } from './platform/jobs/index.ts'

/** The event that set a reaction off: its place in the log. A reaction loads what it needs, as it stands by then. */
export type Cause = Readonly<{ workspaceId: WorkspaceId; sessionId: SessionId; version: number }>

/** One consequence. `isDue` is asked in the transaction of the event, with the session as it leaves it; pure. */
export type Reaction<Event extends SessionEvent = SessionEvent> = Readonly<{
  name: string
  isDue?(event: Event, after: Session): boolean
  /** `outside` for what calls the world outside; then `inSequenceOf` names an order of its own, not to hold up others. */
  lane?: Lane
  /** Jobs that share it run one after the other; the session's when left out. */
  inSequenceOf?(after: Session): string
  run(platform: Platform, cause: Cause): Promise<void>
  /** Says, where somebody counts on it, that it will not happen: its job failed in every try. */
  giveUp?(platform: Platform, cause: Cause): Promise<void>
}>

/** The consequences of every event. */
export type Reactions = { readonly [Type in SessionEventType]: readonly Reaction<EventOf<Type>>[] }

/** What an installation chooses about its reactions. `botThinkMs`: how long a bot is seen typing. */
export type ReactionChoices = Readonly<{ botThinkMs: number }>

/**
 * What happens after what. Nothing else in the server reacts to an event, so this is the whole answer to "why did
 * that happen?". Each entry runs as its own job: at least once, retried, in order per session, and never inside the
 * transaction that caused it. The type demands a line for every event, even an empty one.
 */
export function createReactions({ botThinkMs }: ReactionChoices): Reactions {
  const answerAsBot: Reaction<EventOf<'message.received'>> = {
    name: 'letBotAnswer',
    isDue: (_event, after) => after.state === 'bot',
    run: (platform, cause) => letBotAnswer(platform, cause, botThinkMs),
  }

  return {
    // A bot greets with its first answer: a session begins with a message, and one job does for both.
    'session.started': [],
    'session.handed_off': [],
    'session.assigned': [],
    'session.released': [],
    'session.transferred': [],
    'session.held': [],
    'session.resumed': [],
    'session.wrap_up_started': [],
    'session.ended': [summariseSession],
    'message.received': [answerAsBot],
    'message.sent': [createDeliverToChannel()],
    'message.accepted': [],
    'message.failed': [],
    'message.unknown': [],
    'message.edited': [summariseSession],
    'message.deleted': [summariseSession],
    'message.reacted': [],
    'note.added': [],
    'note.mentioned': [],
    'session.prioritised': [],
    'session.outcome_set': [],
    'session.rated': [],
    'session.tagged': [],
    'session.untagged': [],
    'session.fields_set': [],
    'session.flagged': [],
    'session.summarised': [],
    'session.sentiment_set': [],
    'session.reviewed': [],
  }
}

/** A session is told when it is over, and again when words of it are changed or taken back; never over a person's words. */
const summariseSession: Reaction = {
  name: 'summariseSession',
  isDue: (_event, after) => after.state === 'ended' && after.summarisedBy !== 'hand',
  run: summariseEnded,
}

/**
 * What is said on our side goes to its channel, message by message in each conversation. An inbox that turns out to need
 * no delivery, as a web chat's followers have the message already, is remembered and writes no further job here.
 */
function createDeliverToChannel(): Reaction<EventOf<'message.sent'>> {
  const inNoNeed = new Set<InboxId>()
  return {
    name: 'deliverToChannel',
    lane: 'outside',
    isDue: (_event, after) => !inNoNeed.has(after.inboxId),
    inSequenceOf: (after) => outgoingSequence(after.conversationId),
    async run(platform, { workspaceId, sessionId, version }) {
      const { inboxId, isNeeded } = await deliverMessage(platform, workspaceId, { sessionId, version })
      if (inboxId !== null && !isNeeded) inNoNeed.add(inboxId)
    },
    giveUp: (platform, { workspaceId, sessionId, version }) =>
      giveUpMessage(platform, workspaceId, { sessionId, version }),
  }
}

/** The kind of a reaction's jobs. Kept in the database: a reaction keeps its name as long as jobs of it may wait. */
export const jobKindOf = (name: string): string => `reaction:${name}`

/**
 * The jobs that events set off. Pure and cheap, as it runs in the hottest transaction: an event nobody reacts to
 * writes none. Jobs of one session share a serial key, so its consequences come in its order.
 */
export const createJobsFor =
  (reactions: Reactions) =>
  (_before: Session, after: Session, recorded: readonly RecordedEvent[]): readonly NewJob[] =>
    recorded.flatMap(({ version, at, event }) =>
      reactionsTo(reactions, event)
        .filter(({ isDue }) => isDue?.(event, after) ?? true)
        .map(({ name, lane, inSequenceOf }) => ({
          workspaceId: after.workspaceId,
          kind: jobKindOf(name),
          payload: { sessionId: after.id, version },
          serialKey: inSequenceOf?.(after) ?? after.id,
          ...(lane ? { lane } : {}),
          runAt: at,
        })),
    )

// The one place where TypeScript cannot follow: an event and the list under its own type belong together.
const reactionsTo = (reactions: Reactions, event: SessionEvent) =>
  reactions[event.type] as readonly Reaction[]
