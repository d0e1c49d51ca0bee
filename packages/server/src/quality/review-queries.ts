import type {
  AgentId,
  Answers,
  Instant,
  MessageId,
  ReviewId,
  Scorecard,
  ScorecardId,
  SessionId,
} from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'

/** What an agent says of a review, and how it is answered. */
export type ReviewResponse = 'none' | 'acknowledged' | 'disputed' | 'upheld' | 'corrected'

/** A review with the names that people know its parts by. Moments are milliseconds. */
export type ReviewRecord = Readonly<{
  id: ReviewId
  version: number
  sessionId: SessionId
  sessionNumber: number
  contactName: string | null
  agentId: AgentId | null
  agentName: string | null
  reviewerId: AgentId
  reviewerName: string | null
  scorecardId: ScorecardId | null
  scorecardVersion: number | null
  scorecardName: string | null
  definition: Scorecard | null
  state: 'draft' | 'submitted'
  answers: Answers
  comment: string
  score: number | null
  response: ReviewResponse
  responseText: string | null
  respondedAt: number | null
  answerText: string | null
  answeredByName: string | null
  answeredAt: number | null
  createdAt: number
  updatedAt: number
  submittedAt: number | null
  /** When it was given, or begun: what lists go by. */
  at: number
}>

/** Who looks: reviewers see what was given and their own drafts, an agent what was given of their own work. */
export type ReviewReader = Readonly<{ agentId: AgentId; isReviewer: boolean }>

const uuid = sql`uuid`
const given = sql`coalesce(r.submitted_at, r.created_at)`

const seenBy = ({ agentId, isReviewer }: ReviewReader): RawBuilder<unknown> =>
  isReviewer
    ? sql`(r.state = 'submitted' or r.reviewer_id = ${agentId})`
    : sql`(r.state = 'submitted' and r.agent_id = ${agentId})`

const reviews = (scope: Scope, of: RawBuilder<unknown> = sql`qa_reviews`): RawBuilder<unknown> => sql`
  select r.review_id as id, r.version, r.session_id as "sessionId", s.number as "sessionNumber",
    c.name as "contactName", r.agent_id as "agentId", a.display_name as "agentName",
    r.reviewer_id as "reviewerId", w.display_name as "reviewerName", r.scorecard_id as "scorecardId",
    r.scorecard_version as "scorecardVersion", k.name as "scorecardName", k.definition, r.state, r.answers, r.comment,
    r.score, r.response, r.response_text as "responseText", r.responded_at as "respondedAt",
    r.answer_text as "answerText", y.display_name as "answeredByName", r.answered_at as "answeredAt",
    r.created_at as "createdAt", r.updated_at as "updatedAt", r.submitted_at as "submittedAt", ${given} as at
  from ${of} r
  join sessions s on s.workspace_id = ${scope.workspaceId} and s.session_id = r.session_id
  join contacts c on c.workspace_id = ${scope.workspaceId} and c.contact_id = s.contact_id
  left join memberships a on a.workspace_id = ${scope.workspaceId} and a.user_id = r.agent_id
  left join memberships w on w.workspace_id = ${scope.workspaceId} and w.user_id = r.reviewer_id
  left join memberships y on y.workspace_id = ${scope.workspaceId} and y.user_id = r.answered_by
  left join scorecards k on k.workspace_id = ${scope.workspaceId} and k.scorecard_id = r.scorecard_id
    and k.version = r.scorecard_version`

/** What is asked of the list. */
export type ReviewQuestion = Readonly<{
  reader: ReviewReader
  sessionId?: SessionId | undefined
  agentId?: AgentId | undefined
  reviewerId?: AgentId | undefined
  scorecardId?: ScorecardId | undefined
  state?: 'draft' | 'submitted' | undefined
  response?: ReviewResponse | undefined
  since?: Instant | undefined
  until?: Instant | undefined
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

/**
 * Reviews in sessions within reach, the newest first. In the order of the index for what they are asked by: the agent,
 * the reviewer, the scorecard, disputes, or all; those of one session by qa_reviews_session.
 */
export async function listReviews(
  db: DbOrTx,
  scope: Scope,
  question: ReviewQuestion,
): Promise<ReviewRecord[]> {
  const { workspaceId } = scope
  const isInReach =
    scope.inboxes === 'all'
      ? sql`true`
      : sql`exists (select from sessions s where s.workspace_id = ${workspaceId}
          and s.session_id = r.session_id and ${inReach(scope, 's')})`
  // The page is found before names are looked for: else the planner may join everything first.
  const { rows } = await sql<ReviewRecord>`
    with page as materialized (
      select r.* from qa_reviews r
      where r.workspace_id = ${workspaceId} and ${sql.join(conditions(question), sql` and `)} and ${isInReach}
      order by ${given} desc, r.review_id desc limit ${sql.lit(question.limit)})
    ${reviews(scope, sql`page`)}
    order by ${given} desc, r.review_id desc`.execute(db)
  return rows
}

function conditions(question: ReviewQuestion): RawBuilder<unknown>[] {
  const { reader, before, since, until, response } = question
  const is = (column: string, value: string | undefined, type: RawBuilder<unknown>) =>
    value === undefined ? [] : [sql`${sql.ref(column)} = ${value}::${type}`]
  return [
    seenBy(reader),
    ...is('r.session_id', question.sessionId, uuid),
    ...is('r.agent_id', question.agentId, uuid),
    ...is('r.reviewer_id', question.reviewerId, uuid),
    ...is('r.scorecard_id', question.scorecardId, uuid),
    ...is('r.state', question.state, sql`text`),
    // Spelt out: only a constant lets the planner use the partial index.
    ...(response === undefined ? [] : [sql`r.response = ${sql.lit(response)}`]),
    ...(since === undefined ? [] : [sql`${given} >= ${new Date(since)}`]),
    ...(until === undefined ? [] : [sql`${given} < ${new Date(until)}`]),
    ...(before === null ? [] : [sql`(${given}, r.review_id) < (${new Date(before.at)}, ${before.id}::uuid)`]),
  ]
}

/** One review as its reader may see it; null for none. By primary key. */
export async function findReview(
  db: DbOrTx,
  scope: Scope,
  id: ReviewId,
  reader: ReviewReader,
): Promise<ReviewRecord | null> {
  const { rows } = await sql<ReviewRecord>`${reviews(scope)}
    where r.workspace_id = ${scope.workspaceId} and r.review_id = ${id} and ${inReach(scope, 's')}
      and ${seenBy(reader)}`.execute(db)
  return rows[0] ?? null
}

/** The same, held until the transaction ends. Taken after the lock of its session, where both are. */
export async function lockReview(
  tx: Tx,
  scope: Scope,
  id: ReviewId,
  reader: ReviewReader,
): Promise<ReviewRecord | null> {
  const { rows } = await sql<ReviewRecord>`${reviews(scope)}
    where r.workspace_id = ${scope.workspaceId} and r.review_id = ${id} and ${inReach(scope, 's')}
      and ${seenBy(reader)} for update of r`.execute(tx)
  return rows[0] ?? null
}

/** What a review begins with. */
export type NewReview = Readonly<{
  id: ReviewId
  sessionId: SessionId
  agentId: AgentId | null
  reviewerId: AgentId
  scorecard: Readonly<{ id: ScorecardId; version: number }> | null
  at: Instant
}>

/** Begins a review, unless its reviewer has one of the session by the scorecard; answers which there is. By qa_reviews_once. */
export async function ensureReview(
  tx: Tx,
  { workspaceId }: Scope,
  { id, sessionId, agentId, reviewerId, scorecard, at }: NewReview,
): Promise<ReviewId> {
  await sql`
    insert into qa_reviews (workspace_id, review_id, session_id, agent_id, reviewer_id, scorecard_id,
      scorecard_version, created_at, updated_at)
    values (${workspaceId}, ${id}, ${sessionId}, ${agentId}, ${reviewerId}, ${scorecard?.id ?? null},
      ${scorecard?.version ?? null}, ${new Date(at)}, ${new Date(at)})
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ id: ReviewId }>`
    select review_id as id from qa_reviews
    where workspace_id = ${workspaceId} and session_id = ${sessionId} and reviewer_id = ${reviewerId}
      and scorecard_id is not distinct from ${scorecard?.id ?? null}::uuid`.execute(tx)
  return rows[0]?.id ?? id
}

/** What a review holds. */
export type ReviewContent = Readonly<{ answers: Answers; comment: string; score: number | null }>

/** Stores what a review holds from now on, as its next version; with `submittedAt` it is given. By primary key. */
export async function storeContent(
  tx: Tx,
  { workspaceId }: Scope,
  {
    id,
    answers,
    comment,
    score,
    at,
    isSubmitted,
  }: ReviewContent & Readonly<{ id: ReviewId; at: Instant; isSubmitted: boolean }>,
): Promise<void> {
  const now = new Date(at)
  await sql`
    update qa_reviews set answers = ${JSON.stringify(answers)}::jsonb, comment = ${comment}, score = ${score},
      version = version + 1, updated_at = ${now},
      state = ${isSubmitted ? 'submitted' : 'draft'},
      submitted_at = case when ${isSubmitted} then coalesce(submitted_at, ${now}::timestamptz) end
    where workspace_id = ${workspaceId} and review_id = ${id}`.execute(tx)
}

/** Stores what the agent says of a review. By primary key. */
export async function storeResponse(
  tx: Tx,
  { workspaceId }: Scope,
  { id, response, text, at }: Readonly<{ id: ReviewId; response: ReviewResponse; text: string; at: Instant }>,
): Promise<void> {
  await sql`
    update qa_reviews set response = ${response}, response_text = nullif(${text}, ''),
      responded_at = ${new Date(at)}, updated_at = ${new Date(at)}, version = version + 1
    where workspace_id = ${workspaceId} and review_id = ${id}`.execute(tx)
}

/** Stores how a dispute is answered. By primary key. */
export async function storeAnswer(
  tx: Tx,
  { workspaceId }: Scope,
  {
    id,
    response,
    text,
    by,
    at,
  }: Readonly<{
    id: ReviewId
    response: 'upheld' | 'corrected'
    text: string
    by: AgentId
    at: Instant
  }>,
): Promise<void> {
  await sql`
    update qa_reviews set response = ${response}, answer_text = ${text}, answered_by = ${by},
      answered_at = ${new Date(at)}, updated_at = ${new Date(at)}, version = version + 1
    where workspace_id = ${workspaceId} and review_id = ${id}`.execute(tx)
}

/** Throws a review away. By primary key. */
export async function deleteReview(tx: Tx, { workspaceId }: Scope, id: ReviewId): Promise<void> {
  await sql`delete from qa_reviews where workspace_id = ${workspaceId} and review_id = ${id}`.execute(tx)
}

/** The scores of a session's other reviews that were given. By qa_reviews_session, under the session's lock. */
export async function listOtherScores(
  tx: Tx,
  { workspaceId }: Scope,
  { sessionId, id }: Readonly<{ sessionId: SessionId; id: ReviewId }>,
): Promise<number[]> {
  const { rows } = await sql<{ score: number }>`
    select score from qa_reviews
    where workspace_id = ${workspaceId} and session_id = ${sessionId} and state = 'submitted'
      and review_id <> ${id} and score is not null`.execute(tx)
  return rows.map(({ score }) => score)
}

/** Of these messages, those of a session. By the messages' primary key. */
export async function listMessagesAmong(
  tx: DbOrTx,
  { workspaceId }: Scope,
  { sessionId, ids }: Readonly<{ sessionId: SessionId; ids: readonly MessageId[] }>,
): Promise<ReadonlySet<MessageId>> {
  const { rows } = await sql<{ id: MessageId }>`
    select message_id as id from messages
    where workspace_id = ${workspaceId} and message_id = any(${ids}::uuid[]) and session_id = ${sessionId}`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}
