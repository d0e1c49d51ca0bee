import type { BotId, ContactId, ConversationId, InboxId, TeamId } from '../ids.ts'
import type { EventOf } from './events.ts'

/** Where an inbox's sessions start: with its bot, or waiting for an agent (of its team, if it has one). */
export type StartsIn =
  | Readonly<{ as: 'bot'; botId: BotId }>
  | Readonly<{ as: 'unassigned'; teamId: TeamId | null }>

/** Everything a first event needs to know about the session it opens. */
export type Opening = Readonly<{
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  number: number
  startsIn: StartsIn
}>

/** Opens a session that nothing has happened in yet. */
export function startSession({ startsIn, ...identity }: Opening): EventOf<'session.started'> {
  return { type: 'session.started', ...identity, ...startsIn }
}
