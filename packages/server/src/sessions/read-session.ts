import type { SessionSnapshot } from '@rapport/contract'
import { asId, instant, type SessionId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Reading } from './conversations.ts'
import { listSessionEvents, listSessionMessages, listSessionNotes } from './conversations-queries.ts'
import { findHead } from './feed-queries.ts'
import { listSessionsById } from './named-rows-queries.ts'
import { presentRow } from './present-row.ts'
import { actorsOf } from './make-news.ts'
import { presentMessages, presentNote } from './present-bodies.ts'
import { streamOf } from './stream-of.ts'

/** One session whole, true for its `position`: read first, so that nothing falls between it and the follow. */
export async function readSession(
  ctx: AgentContext,
  reading: Reading,
  id: SessionId,
): Promise<SessionSnapshot> {
  const { db, scope } = ctx
  const [found] = await listSessionsById(db, scope, [id])
  if (found === undefined) throw new AppError('not_found', { sessionId: id })
  const epoch = await reading.epochOf(scope.workspaceId)
  const position = await findHead(db, scope, streamOf(asId(found.conversation_id)))
  const [[row = found], events, messages, notes] = await Promise.all([
    listSessionsById(db, scope, [id]),
    listSessionEvents(db, scope, id),
    listSessionMessages(db, scope, id),
    listSessionNotes(db, scope, id),
  ])
  return {
    epoch,
    position,
    row: presentRow(row),
    events: events.map(({ version, at, event }) => ({ version, at: instant(at), event })),
    messages: await presentMessages(ctx, scope, messages),
    notes: notes.map(presentNote),
    people: await reading.people.find(
      scope,
      events.flatMap(({ event }) => actorsOf(event)),
    ),
  }
}
