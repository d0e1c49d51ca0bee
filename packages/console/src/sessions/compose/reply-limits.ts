import type { ConversationSnapshot } from '@rapport/contract/light'

/** What an inbox says of replies in a conversation: why none can be sent, and until when one can. */
export type ReplyLimits = Pick<ConversationSnapshot['inbox'], 'cannotSend' | 'replyUntil'>

/** Why nothing can be sent at this moment: what the server said, or that the time it named has come since. */
export function cannotSendNow(
  { cannotSend, replyUntil }: ReplyLimits,
  now: number,
): ReplyLimits['cannotSend'] {
  if (cannotSend !== null) return cannotSend
  return replyUntil !== null && replyUntil <= now ? 'window_closed' : null
}

const hour = 3_600_000

/** How the end of the time for a reply is told: not at all while it is far, then by its time of day, then counted down. */
export function howToTell(replyUntil: number | null, now: number): 'not' | 'moment' | 'countdown' {
  if (replyUntil === null || replyUntil <= now || replyUntil - now > 24 * hour) return 'not'
  return replyUntil - now > hour ? 'moment' : 'countdown'
}
