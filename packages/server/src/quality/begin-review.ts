import { randomUUIDv7 } from 'node:crypto'
import type { ReviewView } from '@rapport/contract'
import {
  type AgentId,
  agentOf,
  asId,
  type ReviewId,
  type ScorecardId,
  type Session,
  type SessionId,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { findSession, fromRow } from '../sessions/index.ts'
import { listLastAgents } from './last-agent-queries.ts'
import { presentReview, readerOf } from './present-review.ts'
import { refused } from './refused.ts'
import { ensureReview, findReview, listReviews, type NewReview, type ReviewRecord } from './review-queries.ts'
import { holdScorecard } from './scorecard-queries.ts'

/** Of which session, by what, and whose part in it; its last agent's where nobody is named. */
export type ReviewWish = Readonly<{
  sessionId: SessionId
  scorecardId: ScorecardId | null
  agentId?: AgentId | undefined
}>

/**
 * Begins a review of an ended session, or takes up the reviewer's own by the same scorecard: from two tabs, or asked
 * twice, it is one. Nobody reviews their own work.
 */
export function beginReview(ctx: AgentContext, wish: ReviewWish): Promise<ReviewView> {
  const { sessionId, scorecardId } = wish
  return inTransaction(ctx, async (tx) => {
    const row = await findSession(tx, ctx.scope, sessionId)
    if (row === null) throw new AppError('not_found', { sessionId })
    const session = fromRow(row)
    if (session.state !== 'ended') throw new AppError('session_live', { sessionId })
    const own = { reader: readerOf(ctx), sessionId, reviewerId: ctx.agentId, before: null, limit: 200 }
    const begun = (await listReviews(tx, ctx.scope, own)).find((one) => one.scorecardId === scorecardId)
    if (begun !== undefined) return presentReview(takenUp(begun, wish))

    const agentId = wish.agentId ?? (await findLastAgent(tx, ctx, session))
    requireOthersPart(ctx, session, agentId)
    const scorecard = await holdWanted(tx, ctx, scorecardId)
    const fresh = { id: asId<ReviewId>(randomUUIDv7()), sessionId, agentId, reviewerId: ctx.agentId }
    const id = await ensureReview(tx, ctx.scope, { ...fresh, scorecard, at: ctx.now() })
    const review = await findReview(tx, ctx.scope, id, readerOf(ctx))
    if (review === null) throw new AppError('not_found', { reviewId: id })
    return presentReview(review)
  })
}

/** The review that was begun, where it is about whom they mean: there is one of a session by each scorecard. */
function takenUp(begun: ReviewRecord, { agentId }: ReviewWish): ReviewRecord {
  if (agentId !== undefined && begun.agentId !== agentId)
    throw refused(['agentId'], 'must be whom your review of this session by this scorecard is about')
  return begun
}

/**
 * Who had it at the end, or was given it last before nobody had it any more; null where no agent had a part. Where several
 * had one and none of them was ever given it, the reviewer says whom they mean.
 */
async function findLastAgent(tx: Tx, { scope }: AgentContext, session: Session): Promise<AgentId | null> {
  const [only, ...others] = session.participants
  const last = agentOf(session) ?? (await listLastAgents(tx, scope, [session.id])).get(session.id)
  if (last !== undefined) return last
  if (others.length > 0) throw refused(['agentId'], 'must be one of the agents of the session: several were')
  return only?.agentId ?? null
}

/** Refuses a review of somebody who had no part in the session, and of oneself. */
function requireOthersPart(ctx: AgentContext, session: Session, agentId: AgentId | null): void {
  if (agentId === null) return
  const hadPart = session.participants.some((one) => one.agentId === agentId)
  if (agentId !== agentOf(session) && !hadPart) throw refused(['agentId'], 'must be an agent of the session')
  if (agentId === ctx.agentId)
    throw refused(['agentId'], 'must not be yourself: nobody reviews their own work')
}

/** The scorecard in its present version; null for a score and notes alone. */
async function holdWanted(
  tx: Tx,
  ctx: AgentContext,
  id: ScorecardId | null,
): Promise<NewReview['scorecard']> {
  if (id === null) return null
  const held = await holdScorecard(tx, ctx.scope, id)
  if (held === null) throw refused(['scorecardId'], 'must be a scorecard that is in use')
  return { id, ...held }
}
