import { createFinder, type Finder, parseWatchWord, type WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { afterCommit } from '../platform/db/index.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { type FeedReading, keepReading, type Watch } from '../sessions/index.ts'
import { jobToFlag } from './flag-message.ts'
import { listWatched, type WatchedMessage } from './watch-hit-queries.ts'
import { listWatchWords, type WatchWord } from './watch-word-queries.ts'

const aboutWords: ReadonlySet<string> = new Set(['message.received', 'message.sent', 'message.edited'])

/** Whether a message of this side is one that a word is looked for in: only what was written since the word was added. */
const isWatched = ({ side, createdAt }: WatchWord, message: WatchedMessage): boolean =>
  (side === 'both' || side === message.side) && message.at >= createdAt

/** How watch-words follow the feed, in the workspaces that have had any. What is found is flagged by a job for each message. */
export function watchReading(platform: Platform): FeedReading {
  const finderOf = createFinders()
  return {
    reader: 'watch_words',
    isOfAll: false,
    perStream: 64,
    async take(tx, scope, steps) {
      const told = steps.flatMap(({ type, messageId }) =>
        messageId !== null && aboutWords.has(type) ? [messageId] : [],
      )
      if (told.length === 0) return
      const words = await listWatchWords(tx, scope)
      if (words.length === 0) return
      const find = finderOf(scope.workspaceId, words)
      const messages = await listWatched(tx, scope, [...new Set(told)])
      const jobs = messages.flatMap((message) => {
        const wordIds = find(message.text).flatMap((word) => (isWatched(word, message) ? [word.id] : []))
        if (wordIds.length === 0) return []
        const { sessionId, messageId } = message
        return [jobToFlag(scope.workspaceId, { sessionId, messageId, wordIds }, platform.now())]
      })
      if (jobs.length === 0) return
      await enqueue(tx, jobs)
      afterCommit(tx, platform.wakeJobs)
    },
  }
}

const findersMax = 200

/** Reading a few hundred words takes longer than looking for them, so what was read is kept while the words stay. */
function createFinders(): (workspaceId: WorkspaceId, words: readonly WatchWord[]) => Finder<WatchWord> {
  const kept = new Map<WorkspaceId, Readonly<{ key: string; find: Finder<WatchWord> }>>()
  return (workspaceId, words) => {
    const key = words.map(({ id }) => id).join()
    const before = kept.get(workspaceId)
    if (before?.key === key) return before.find
    const find = createFinder(
      words.flatMap((word) => {
        const search = parseWatchWord(word.text)
        return search === null ? [] : [[word, search] as const]
      }),
    )
    const [oldest] = kept.keys()
    if (kept.size >= findersMax && oldest !== undefined) kept.delete(oldest)
    kept.set(workspaceId, { key, find })
    return find
  }
}

/** Watches what is written, together with whatever other nodes do the same. */
export const startWatching = (platform: Platform, watch?: Watch): Readonly<{ stop(): Promise<void> }> =>
  keepReading(platform, watchReading(platform), watch)
