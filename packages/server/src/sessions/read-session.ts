import type { SessionSnapshot } from '@rapport/contract'
import { type Actor, asId, instant, recordVisibleTo, type SessionId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Reading } from './conversations.ts'
import {
  type EventRecord,
  listSessionEvents,
  listSessionMessages,
  listSessionNotes,
} from './conversations-queries.ts'
import { findHead } from './feed-queries.ts'
import { actorsOf } from './make-news.ts'
import { listSessionsById } from './named-rows-queries.ts'
import { type MessageRecord, presentMessages, presentNote } from './present-bodies.ts'
import { presentRow } from './present-row.ts'
import { streamOf } from './stream-of.ts'

/** One session whole, true for its `position`. */
export const readSession = (ctx: AgentContext, reading: Reading, id: SessionId): Promise<SessionSnapshot> =>
  readSessionWith(ctx, reading, id, async () => {
    const [events, messages] = await Promise.all([
      listSessionEvents(ctx.db, ctx.scope, id),
      listSessionMessages(ctx.db, ctx.scope, id),
    ])
    return { events, messages, authors: [] }
  })

/** What happened and was said, as much of it as is wanted; `authors` are people that its events do not name. */
type Content = Readonly<{ events: EventRecord[]; messages: MessageRecord[]; authors: readonly Actor[] }>

/** A session with as much as is wanted, true for its `position`: read first, so that nothing falls between it and the follow. */
export async function readSessionWith(
  ctx: AgentContext,
  reading: Reading,
  id: SessionId,
  readContent: () => Promise<Content>,
): Promise<SessionSnapshot> {
  const { db, scope } = ctx
  const [found] = await listSessionsById(db, scope, [id])
  if (found === undefined) throw new AppError('not_found', { sessionId: id })
  const epoch = await reading.epochOf(scope.workspaceId)
  const position = await findHead(db, scope, streamOf(asId(found.conversation_id)))
  const [[row = found], { events, messages, authors }, notes] = await Promise.all([
    listSessionsById(db, scope, [id]),
    readContent(),
    listSessionNotes(db, scope, id),
  ])
  const seen = events.flatMap(({ version, at, event }) => {
    return recordVisibleTo(ctx.audience, { version, at: instant(at), event }) ?? []
  })
  return {
    epoch,
    position,
    row: presentRow(row, ctx.audience),
    events: seen,
    messages: await presentMessages(ctx, scope, messages),
    notes: notes.map(presentNote),
    people: await reading.people.find(scope, [...seen.flatMap(({ event }) => actorsOf(event)), ...authors]),
  }
}
