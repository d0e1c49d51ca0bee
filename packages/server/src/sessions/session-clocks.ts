import type { SessionClocks } from '@rapport/contract'
import {
  businessMeasure,
  courseOf,
  figuresOf,
  instant,
  later,
  partFiguresOf,
  type SessionId,
  wallMeasure,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Reading } from './conversations.ts'
import { listSessionEvents } from './conversations-queries.ts'
import { findCalendarFor } from './session-clocks-queries.ts'

/**
 * A session's clocks as of now, from its log alone: by the wall clock, which is what its row shows too, and in the
 * business hours of its inbox, which only the log can tell, because a calendar may change after the fact.
 */
export async function readClocks(
  ctx: AgentContext,
  { people }: Pick<Reading, 'people'>,
  id: SessionId,
): Promise<SessionClocks> {
  const found = await findCalendarFor(ctx.db, ctx.scope, id)
  if (found === null) throw new AppError('not_found', { sessionId: id })
  const events = await listSessionEvents(ctx.db, ctx.scope, id)
  const log = events.map(({ version, at, event }) => ({ version, at: instant(at), event }))
  // Another node's clock may have been ahead of ours when it wrote the last event.
  const at = log.reduce((latest, recorded) => later(latest, recorded.at), ctx.now())
  const course = courseOf(log, at)
  const { calendar } = found
  const business = calendar && businessMeasure(calendar)
  const named = await people.find(
    ctx.scope,
    course.parts.map(({ agentId }) => ({ kind: 'agent', id: agentId })),
  )
  return {
    at,
    timeZone: calendar?.timeZone ?? null,
    wall: figuresOf(course, wallMeasure),
    business: business && figuresOf(course, business),
    participants: course.parts.map((part) => ({
      agentId: part.agentId,
      name: named.find((person) => person.id === part.agentId)?.name ?? null,
      joinedAt: part.joinedAt,
      messages: part.messages,
      wall: partFiguresOf(course, part, wallMeasure),
      business: business && partFiguresOf(course, part, business),
    })),
    segments: [...course.segments],
  }
}
