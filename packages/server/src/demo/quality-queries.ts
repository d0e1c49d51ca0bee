import type { ScorecardId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import type { PlannedReview } from './plan-reviews.ts'

/** The reviews of a history, by the first version of a scorecard, in one statement. */
export async function insertReviews(
  tx: Tx,
  { workspaceId }: Scope,
  scorecardId: ScorecardId,
  reviews: readonly PlannedReview[],
): Promise<void> {
  const rows = reviews.map((review) => rowOf(review))
  await sql`
    insert into qa_reviews (workspace_id, review_id, session_id, agent_id, reviewer_id, scorecard_id,
      scorecard_version, state, answers, comment, score, version, response, response_text, responded_at, answer_text,
      answered_by, answered_at, created_at, updated_at, submitted_at)
    select ${workspaceId}, review_id, session_id, agent_id, reviewer_id, ${scorecardId}, 1, state, answers, comment,
      score, version, response, response_text, responded_at, answer_text, answered_by, answered_at, created_at,
      updated_at, submitted_at
    from json_populate_recordset(null::qa_reviews, ${JSON.stringify(rows)}::json)`.execute(tx)
}

const momentOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** Begun is the first version; giving, saying something of it and answering that each made one more. */
function rowOf(review: PlannedReview) {
  const { createdAt, submittedAt, respondedAt, answeredAt } = review
  const moments = [createdAt, submittedAt, respondedAt, answeredAt].filter((at) => at !== null)
  return {
    review_id: review.id,
    session_id: review.sessionId,
    agent_id: review.agentId,
    reviewer_id: review.reviewerId,
    state: submittedAt === null ? 'draft' : 'submitted',
    ...{ answers: review.answers, comment: review.comment, score: review.score },
    version: submittedAt === null ? 2 : moments.length,
    ...{ response: review.response, response_text: review.responseText, responded_at: momentOf(respondedAt) },
    ...{ answer_text: review.answerText, answered_by: review.answeredBy, answered_at: momentOf(answeredAt) },
    ...{ created_at: momentOf(createdAt), submitted_at: momentOf(submittedAt) },
    updated_at: momentOf(Math.max(...moments)),
  }
}
