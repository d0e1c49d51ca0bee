import { type MessageId, searchableOf } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { type FeedReading, type FeedStep, keepReading, type Watch } from '../sessions/index.ts'
import { type IndexedMessage, listFindable, removeFromIndex, storeInIndex } from './index-queries.ts'

/** What may change the words of a message, or that there are any. */
const aboutWords: ReadonlySet<string> = new Set<FeedStep['type']>([
  'message.received',
  'message.sent',
  'message.edited',
  'message.deleted',
])

/** How the index follows the feed: through all of history, and a thousand events at a time. */
export const searchReading: FeedReading = {
  reader: 'search',
  isOfAll: true,
  perStream: 64,
  async take(tx, scope, steps) {
    const told = steps.flatMap(({ type, messageId }) =>
      messageId !== null && aboutWords.has(type) ? [messageId] : [],
    )
    await indexMessages(tx, scope, [...new Set(told)])
  },
}

/**
 * Puts messages into the index as they stand now, which may be later than what was read of them: an edit is put there
 * again, and what has no words any more is taken out.
 */
async function indexMessages(tx: Tx, scope: Scope, ids: readonly MessageId[]): Promise<void> {
  if (ids.length === 0) return
  const found = await listFindable(tx, scope, ids)
  const indexed = found.flatMap(({ text, ...message }): IndexedMessage[] => {
    const { tokens, line } = searchableOf(text)
    return tokens.size === 0 ? [] : [{ ...message, tokens: [...tokens].join(' '), line }]
  })
  const kept = new Set(indexed.map(({ messageId }) => messageId))
  const gone = ids.filter((id) => !kept.has(id))
  if (indexed.length > 0) storeInIndex(tx, scope, indexed)
  if (gone.length > 0) removeFromIndex(tx, scope, gone)
}

/** Keeps the index of this installation, together with whatever other nodes do the same. */
export const startIndexing = (platform: Platform, watch?: Watch): Readonly<{ stop(): Promise<void> }> =>
  keepReading(platform, searchReading, watch)
