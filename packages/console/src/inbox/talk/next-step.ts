import type { MessageId, SessionId } from '@rapport/domain'
import type { Conversation } from '@rapport/sdk'

/** Where a talk is to be read from: at a message, at the beginning of a session, or, with neither, at its end. */
export type TalkTarget = Readonly<{ sessionId: SessionId | null; messageId: MessageId | null }>

/** Pages that are fetched without asking whether to go on: some 2,000 messages. */
export const pagesAtOnce = 40

/** What the way to a target asks for: it is here, another page, whether to go further back, or it is not there at all. */
export type Step = 'here' | 'load' | 'far' | 'gone'

/**
 * The next step on the way to a target. `isHere` says whether a message, or a session's beginning, is among what has
 * been loaded; `pages` how many have been fetched for it. What cannot be there is never looked for.
 */
export function nextStep(
  { sessionId, messageId }: TalkTarget,
  { sessions, older }: Pick<Conversation, 'sessions' | 'older'>,
  isHere: Readonly<{ message(id: MessageId): boolean; session(id: SessionId): boolean }>,
  pages: number,
): Step {
  if (messageId !== null ? isHere.message(messageId) : sessionId === null || isHere.session(sessionId))
    return 'here'
  const isSessionGone = sessionId !== null && !sessions.some(({ id }) => id === sessionId)
  // Once its session has been loaded from the beginning, a message that is not in it has been deleted.
  const isWholeSessionHere = sessionId !== null && isHere.session(sessionId)
  if (isSessionGone || isWholeSessionHere || older === null) return 'gone'
  return pages > 0 && pages % pagesAtOnce === 0 ? 'far' : 'load'
}
