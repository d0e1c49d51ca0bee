import type { FeedEvent } from '@rapport/contract'
import type { SessionId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { streamCount } from '../workspaces/index.ts'
import { decodePlace, encodePlace, type FeedPlace } from './feed-cursor.ts'
import {
  type FeedRecord,
  findConversationOf,
  listHeads,
  listSessionStretch,
  listStretches,
  type Stretch,
} from './feed-queries.ts'
import { presentFeed } from './present-feed.ts'
import { readEpoch } from './read-epoch.ts'
import { streamOf } from './stream-of.ts'

/** What a program asks of the feed. Without a cursor it begins with the first event there is. */
export type FeedRequest = Readonly<{
  cursor?: string | undefined
  limit: number
  sessionId?: SessionId | undefined
}>

/** Some of what happened, and the cursor that goes on after it. */
export type FeedPage = Readonly<{ items: FeedEvent[]; next: string; more: boolean }>

/**
 * Reads on in the feed of a workspace. The streams' heads are read first: everything up to a head has been committed,
 * so a cursor never passes an event that is still to come, and each event is told at least once, in order within its
 * session. The limit is shared out among the streams that have something, so that a page costs what it holds.
 */
export async function readFeed(ctx: AgentContext, request: FeedRequest): Promise<FeedPage> {
  const epoch = await readEpoch(ctx, ctx.scope.workspaceId)
  const start = startOf(request.cursor, epoch)
  const heads = await readHeads(ctx)
  const after = start?.offsets ?? heads
  // Whoever invents a cursor beyond the heads waits there: it never goes back.
  const ends = heads.map((head, stream) => Math.max(head, after[stream] ?? 0))
  const read =
    request.sessionId === undefined
      ? await readAll(ctx, after, ends, request.limit)
      : await readOne(ctx, after, ends, { ...request, sessionId: request.sessionId })
  const items = await presentFeed(ctx, ctx.scope, { rows: read.rows, audience: ctx.audience })
  return { items, next: encodePlace({ epoch, offsets: read.offsets }), more: read.more }
}

/** Where to begin; null for the present moment. */
function startOf(cursor: string | undefined, epoch: string): FeedPlace | null {
  if (cursor === 'now') return null
  if (cursor === undefined) return { epoch, offsets: Array<number>(streamCount).fill(0) }
  const place = decodePlace(cursor)
  if (place.epoch !== epoch) throw new AppError('cursor_expired')
  return place
}

type Offsets = readonly number[]
type Read = Readonly<{ rows: readonly FeedRecord[]; offsets: Offsets; more: boolean }>

async function readHeads({ db, scope }: AgentContext): Promise<Offsets> {
  const heads = Array<number>(streamCount).fill(0)
  for (const { stream, last_offset } of await listHeads(db, scope)) heads[stream] = last_offset
  return heads
}

async function readAll(
  { db, scope }: AgentContext,
  after: Offsets,
  ends: Offsets,
  limit: number,
): Promise<Read> {
  const offsets = shareOut(after, ends, limit)
  const stretches = offsets.flatMap((upTo, stream): Stretch[] => {
    const from = after[stream] ?? 0
    return upTo > from ? [{ stream, after: from, upTo }] : []
  })
  const rows = stretches.length === 0 ? [] : await listStretches(db, scope, stretches)
  return { rows: mergeByTime(rows), offsets, more: offsets.some((offset, i) => offset < (ends[i] ?? 0)) }
}

/** How far to read in each stream, so that the whole is at most `limit`: everybody's fair share, the shortest first. */
export function shareOut(after: Offsets, ends: Offsets, limit: number): number[] {
  const offsets = [...after]
  const waiting = offsets
    .map((offset, stream) => ({ stream, count: (ends[stream] ?? 0) - offset }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count)
  let left = limit
  for (const [i, { stream, count }] of waiting.entries()) {
    const share = Math.min(count, Math.ceil(left / (waiting.length - i)))
    offsets[stream] = (offsets[stream] ?? 0) + share
    left -= share
  }
  return offsets
}

/** The streams as one list, roughly by time, with each stream's own order kept whatever its clocks say. */
function mergeByTime(rows: readonly FeedRecord[]): FeedRecord[] {
  const latest = new Map<number, number>()
  const timed = rows.map((row) => {
    const at = Math.max(row.at, latest.get(row.stream) ?? 0)
    latest.set(row.stream, at)
    return { row, at }
  })
  // Sorting is stable, and the rows come stream by stream in order.
  return timed.sort((a, b) => a.at - b.at).map(({ row }) => row)
}

/** One session's events; all other streams count as read. */
async function readOne(
  { db, scope }: AgentContext,
  after: Offsets,
  ends: Offsets,
  { sessionId, limit }: Readonly<{ sessionId: SessionId; limit: number }>,
): Promise<Read> {
  const conversationId = await findConversationOf(db, scope, sessionId)
  if (conversationId === null) return { rows: [], offsets: ends, more: false }
  const stream = streamOf(conversationId)
  const stretch = { sessionId, after: after[stream] ?? 0, upTo: ends[stream] ?? 0 }
  const found = await listSessionStretch(db, scope, stretch, limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  if (found.length <= limit || last === undefined) return { rows, offsets: ends, more: false }
  return { rows, offsets: ends.with(stream, last.feed_offset), more: true }
}
