import { type WatchHitView, type WatchWordView, watchWordEndpoints } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { route } from '../platform/http/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { addWatchWords, endWatchWord, lately } from './change-watch-words.ts'
import { countAgentHits, listWatchHits, type WatchHit } from './watch-hit-queries.ts'
import { type CountedWatchWord, listCountedWords } from './watch-word-queries.ts'

const presentWord = ({ createdAt, ...word }: CountedWatchWord): WatchWordView => ({
  ...word,
  createdAt: instant(createdAt),
})

const presentHit = ({ at, words, ...hit }: WatchHit): WatchHitView => ({
  ...hit,
  words: [...words],
  at: instant(at),
})

/** The endpoints of watch-words and of where they were found. */
export const watchWordRoutes = [
  route(watchWordEndpoints.list, async (ctx) => {
    const words = await listCountedWords(ctx.db, ctx.scope, lately(ctx))
    return { items: words.map(presentWord) }
  }),
  route(watchWordEndpoints.create, async (ctx, asked) => {
    const words = await addWatchWords(ctx, asked)
    return { items: words.map(presentWord) }
  }),
  route(watchWordEndpoints.remove, async (ctx, { watchWordId }) => {
    await endWatchWord(ctx, watchWordId)
    return {}
  }),
  route(watchWordEndpoints.hits, async (ctx, { agentId, side, limit, cursor }) => {
    const before = cursor === undefined ? null : decodeKey(cursor)
    const asked = { agentId: agentId ?? null, side: side ?? null, before, limit }
    const hits = await listWatchHits(ctx.db, ctx.scope, asked)
    const { items, next } = pageOf(hits, limit, ({ at, messageId }) => ({ at, id: messageId }))
    return { items: items.map(presentHit), next }
  }),
  route(watchWordEndpoints.counts, async (ctx) => ({
    items: await countAgentHits(ctx.db, ctx.scope, lately(ctx)),
  })),
]
