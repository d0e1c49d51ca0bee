import type { AgentId, Answers, Instant, ReviewId, Scorecard, ScorecardId, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'
import type { ReviewResponse } from './review-queries.ts'

/** Between which moments reviews were given. */
export type Span = Readonly<{ since?: Instant | undefined; until?: Instant | undefined }>

const given = sql`coalesce(r.submitted_at, r.created_at)`

const within = ({ since, until }: Span): RawBuilder<unknown> => sql`
  ${since === undefined ? sql`true` : sql`${given} >= ${new Date(since)}`}
  and ${until === undefined ? sql`true` : sql`${given} < ${new Date(until)}`}`

/** One of several reviews of the same session. */
export type SharedReview = Readonly<{
  id: ReviewId
  sessionId: SessionId
  sessionNumber: number
  agentName: string | null
  reviewerId: AgentId
  reviewerName: string | null
  score: number
  answers: Answers
  definition: Scorecard
}>

/**
 * The reviews of the newest 100 sessions that have two of a scorecard and more, of its newest 5,000 reviews, the newest
 * session first. Along qa_reviews_scorecard.
 */
export async function listSharedReviews(
  db: Db,
  scope: Scope,
  { scorecardId, ...span }: Span & Readonly<{ scorecardId: ScorecardId }>,
): Promise<SharedReview[]> {
  const { workspaceId } = scope
  const { rows } = await sql<SharedReview>`
    with recent as materialized (
      select r.session_id, r.review_id, ${given} as at from qa_reviews r
      where r.workspace_id = ${workspaceId} and r.scorecard_id = ${scorecardId} and r.state = 'submitted'
        and ${within(span)}
      order by ${given} desc, r.review_id desc limit 5000),
    shared as materialized (
      select session_id, max(at) as at, array_agg(review_id) as ids from recent
      group by session_id having count(*) > 1
      order by max(at) desc limit 100)
    select r.review_id as id, r.session_id as "sessionId", s.number as "sessionNumber",
      a.display_name as "agentName", r.reviewer_id as "reviewerId", w.display_name as "reviewerName", r.score,
      r.answers, k.definition
    from shared h
    cross join lateral unnest(h.ids) as one (review_id)
    join qa_reviews r on r.workspace_id = ${workspaceId} and r.review_id = one.review_id
    join sessions s on s.workspace_id = ${workspaceId} and s.session_id = r.session_id and ${inReach(scope, 's')}
    join scorecards k on k.workspace_id = ${workspaceId} and k.scorecard_id = r.scorecard_id
      and k.version = r.scorecard_version
    left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = r.agent_id
    left join memberships w on w.workspace_id = ${workspaceId} and w.user_id = r.reviewer_id
    order by h.at desc, h.session_id, r.review_id`.execute(db)
  return rows
}

/** A review of an agent's work, as coaching looks at it. */
export type CoachedReview = Readonly<{
  id: ReviewId
  sessionId: SessionId
  sessionNumber: number
  score: number
  response: ReviewResponse
  answers: Answers
  scorecardId: ScorecardId | null
  scorecardName: string | null
  definition: Scorecard | null
  /** The Monday, in the workspace's zone, of the week in which it was given. */
  week: Instant
}>

/** The newest 500 reviews of an agent's work, newest first. Along qa_reviews_agent. */
export async function listCoachedReviews(
  db: Db,
  scope: Scope,
  { agentId, timeZone, ...span }: Span & Readonly<{ agentId: AgentId; timeZone: string }>,
): Promise<CoachedReview[]> {
  const { workspaceId } = scope
  const { rows } = await sql<CoachedReview>`
    select r.review_id as id, r.session_id as "sessionId", s.number as "sessionNumber", r.score, r.response,
      r.answers, r.scorecard_id as "scorecardId", k.name as "scorecardName", k.definition,
      date_trunc('week', r.submitted_at, ${timeZone}::text) as week
    from qa_reviews r
    join sessions s on s.workspace_id = ${workspaceId} and s.session_id = r.session_id
    left join scorecards k on k.workspace_id = ${workspaceId} and k.scorecard_id = r.scorecard_id
      and k.version = r.scorecard_version
    where r.workspace_id = ${workspaceId} and r.agent_id = ${agentId} and r.state = 'submitted'
      and r.score is not null and ${within(span)} and ${inReach(scope, 's')}
    order by ${given} desc, r.review_id desc limit 500`.execute(db)
  return rows
}

/** What reviews come to together, and of how many agents they are. */
export type MeanScore = Readonly<{ score: number | null; agents: number }>

/** The mean score of a workspace's newest 5,000 reviews; null without any. Along qa_reviews_newest. */
export async function findMeanScore(db: Db, { workspaceId }: Scope, span: Span): Promise<MeanScore> {
  const { rows } = await sql<MeanScore>`
    select avg(score) as score, count(distinct agent_id)::int as agents from (
      select r.score, r.agent_id from qa_reviews r
      where r.workspace_id = ${workspaceId} and r.state = 'submitted' and ${within(span)}
      order by ${given} desc, r.review_id desc limit 5000) as newest`.execute(db)
  return rows[0] ?? { score: null, agents: 0 }
}
