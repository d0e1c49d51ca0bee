import { resumeEventsMax, type ServerFrame } from '@rapport/contract'
import type { Audience, ConversationId } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { chainFrame } from './chain-frame.ts'
import { type EventPlace, findHead, listEventsAt, listPlacesAfter } from './feed-queries.ts'
import { makeNews, type News } from './make-news.ts'
import type { People } from './present-bodies.ts'
import { streamOf } from './stream-of.ts'

/** A connection that follows. `send` to one that has gone is harmless; `drained` waits while it is slow. */
export type Follower = Readonly<{
  id: string
  audience: Audience
  send(frame: string | Buffer): void
  drained(): Promise<void>
}>

/** One follower's thread of a conversation: `cursor` is the last position sent, the next frame's `after`. */
type Following = { cursor: number; held: News[] | null; isOver: boolean }

// What one follower has in memory of their past: many may come back at once.
const pageSize = 100

/** Everything the follow of one conversation by one follower can be asked. */
export type Follow = Readonly<{
  follower: Follower
  hear(news: News): void
  /** Sends what came after the client's place, then the present; otherwise says why the client must load again. */
  catchUp(): Promise<'following' | 'behind' | 'epoch' | 'over'>
  /** Not a frame more, also of what was read already: the right to it may have ended. */
  end(): void
}>

/**
 * A follow that starts where the client is. News that arrives while the past is being read is held and follows it,
 * so nothing is missed and nothing comes twice; each frame names the one before it, so that a client can tell.
 */
export function followConversation(
  platform: Platform,
  people: People,
  { scope, follower, conversationId }: { scope: Scope; follower: Follower; conversationId: ConversationId },
  position: number,
): Follow {
  const state: Following = { cursor: position, held: [], isOver: false }

  function pass(news: News): void {
    if (state.isOver || news.position <= state.cursor) return
    const frame = news.seen[follower.audience]
    if (frame === null) return
    follower.send(chainFrame(platform, scope, news, { frame, after: state.cursor }))
    state.cursor = news.position
  }

  async function passPage(places: readonly EventPlace[]): Promise<void> {
    if (state.isOver) return
    const rows = await listEventsAt(platform.db, scope, places)
    for (const news of await makeNews(platform, people, scope, rows)) pass(news)
    await follower.drained()
  }

  return {
    follower,
    hear(news) {
      if (state.held === null) pass(news)
      else state.held.push(news)
    },
    async catchUp() {
      const place = { conversationId, after: position }
      if (position > (await findHead(platform.db, scope, streamOf(conversationId)))) return 'epoch'
      const missed = await listPlacesAfter(platform.db, scope, place, resumeEventsMax + 1)
      if (missed.length > resumeEventsMax) return 'behind'
      for (let at = 0; at < missed.length; at += pageSize) await passPage(missed.slice(at, at + pageSize))
      if (state.isOver) return 'over'
      for (const news of state.held ?? []) pass(news)
      state.held = null
      const frame: ServerFrame = { type: 'following', conversationId, position: state.cursor }
      follower.send(JSON.stringify(frame))
      return 'following'
    },
    end() {
      state.isOver = true
    },
  }
}
