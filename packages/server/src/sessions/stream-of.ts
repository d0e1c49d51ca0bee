import type { ConversationId } from '@rapport/domain'
import { streamCount } from '../workspaces/index.ts'

/**
 * The conversation's stream, 0 to 15: all its sessions share it, so an end and the next start keep their order.
 * The last digit of a UUIDv7 is random, which is all the hashing it takes.
 */
export const streamOf = (conversationId: ConversationId): number =>
  Number.parseInt(conversationId.slice(-1), 16) % streamCount
