import type { Actor } from '../actor.ts'
import type { ReviewId } from '../ids.ts'
import { accept, type Decision, refuse } from '../session/decide.ts'
import type { Session } from '../session/session.ts'
import { qaScoreOf } from './score-of.ts'

/** A review that is given: its score, and those of the session's other reviews. */
export type GivenReview = Readonly<{ reviewId: ReviewId; score: number; others: readonly number[] }>

/**
 * A supervisor's review of a session, given or corrected. Only what has ended is reviewed: what still goes on may yet
 * turn out well.
 */
export function decideReview(
  session: Session,
  { reviewId, score, others }: GivenReview,
  by: Actor,
): Decision {
  if (session.state !== 'ended') return refuse('session_live')
  return accept({ type: 'session.reviewed', reviewId, score, qaScore: qaScoreOf([...others, score]), by })
}
