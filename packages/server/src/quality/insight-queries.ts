import {
  type AgentId,
  type Answers,
  type Instant,
  type MessageId,
  type PeriodTotal,
  periodWeeks,
  type ReviewId,
  type Scorecard,
  type ScorecardId,
  type SessionId,
} from '@rapport/domain'
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

/** One of several reviews of the same agent's part in a session. */
export type SharedReview = Readonly<{
  id: ReviewId
  sessionId: SessionId
  sessionNumber: number
  agentId: AgentId | null
  agentName: string | null
  reviewerId: AgentId
  reviewerName: string | null
  score: number
  answers: Answers
  definition: Scorecard
}>

/**
 * The reviews of the newest 100 agents' parts in sessions that have two of a scorecard and more, of its newest 5,000
 * reviews, the newest first. Along qa_reviews_scorecard.
 */
export async function listSharedReviews(
  db: Db,
  scope: Scope,
  { scorecardId, ...span }: Span & Readonly<{ scorecardId: ScorecardId }>,
): Promise<SharedReview[]> {
  const { workspaceId } = scope
  const { rows } = await sql<SharedReview>`
    with recent as materialized (
      select r.session_id, r.agent_id, r.review_id, ${given} as at from qa_reviews r
      where r.workspace_id = ${workspaceId} and r.scorecard_id = ${scorecardId} and r.state = 'submitted'
        and ${within(span)}
      order by ${given} desc, r.review_id desc limit 5000),
    shared as materialized (
      select session_id, max(at) as at, array_agg(review_id) as ids from recent
      group by session_id, agent_id having count(*) > 1
      order by max(at) desc limit 100)
    select r.review_id as id, r.session_id as "sessionId", s.number as "sessionNumber",
      r.agent_id as "agentId", a.display_name as "agentName", r.reviewer_id as "reviewerId", w.display_name as "reviewerName", r.score,
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

/** The mean score of the newest 5,000 reviews of agents' work; null without any. Along qa_reviews_newest. */
export async function findMeanScore(db: Db, { workspaceId }: Scope, span: Span): Promise<number | null> {
  const { rows } = await sql<{ score: number | null }>`
    select avg(score) as score from (
      select r.score from qa_reviews r
      where r.workspace_id = ${workspaceId} and r.state = 'submitted' and r.agent_id is not null and ${within(span)}
      order by ${given} desc, r.review_id desc limit 5000) as newest`.execute(db)
  return rows[0]?.score ?? null
}

/** How many whole periods before the one that a moment is in. */
export type Periods = Readonly<{ at: Instant; timeZone: string; count: number }>

/**
 * What reviews of each agent's work come to, period by period, of the newest 5,000 in them. Periods are counted from the
 * first Monday of 1970 in the zone, so that they are the same whenever they are asked about. Along qa_reviews_newest.
 */
export async function listPeriodTotals(
  db: Db,
  { workspaceId }: Scope,
  { at, timeZone, count }: Periods,
): Promise<PeriodTotal[]> {
  const days = sql.lit(periodWeeks * 7)
  const zone = sql`${timeZone}::text`
  const periodOf = (moment: RawBuilder<unknown>) =>
    sql`((${moment} at time zone ${zone})::date - date '1970-01-05') / ${days}`
  const startOf = (period: RawBuilder<unknown>) =>
    sql`(date '1970-01-05' + (${period}) * ${days})::timestamp at time zone ${zone}`
  const now = periodOf(sql`${new Date(at)}::timestamptz`)
  const { rows } = await sql<PeriodTotal>`
    select ${periodOf(sql`given_at`)} as period, agent_id as "agentId", count(*)::int as reviews, sum(score) as sum from (
      select r.agent_id, r.score, ${given} as given_at from qa_reviews r
      where r.workspace_id = ${workspaceId} and r.state = 'submitted' and r.agent_id is not null
        and ${given} >= ${startOf(sql`${now} - ${sql.lit(count)}`)} and ${given} < ${startOf(now)}
      order by ${given} desc, r.review_id desc limit 5000) as newest
    group by 1, 2`.execute(db)
  return rows
}

/** A message that shows why something was judged so: its first words, null where there are none. */
export type Evidence = Readonly<{ messageId: MessageId; at: Instant; words: string | null }>

/** Of messages, when and with which words they began. By the messages' primary key. */
export async function listEvidence(
  db: Db,
  { workspaceId }: Scope,
  ids: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, Evidence>> {
  const { rows } = await sql<Evidence>`
    select message_id as "messageId", at, nullif(left(text, 120), '') as words from messages
    where workspace_id = ${workspaceId} and message_id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.messageId, row]))
}
