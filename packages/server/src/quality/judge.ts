import { checkAnswers, type Judgements, type MessageId, scoreOf, toTenth } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { refused, requireNoProblems } from './refused.ts'
import { listMessagesAmong, type ReviewContent, type ReviewRecord } from './review-queries.ts'

/** A review with judgements, reckoned; refused where they do not fit its scorecard or its session. */
export async function judge(
  tx: Tx,
  { scope }: AgentContext,
  { definition, sessionId }: ReviewRecord,
  { answers, comment, score }: Judgements,
): Promise<ReviewContent> {
  if (definition === null) {
    if (Object.keys(answers).length > 0) throw refused(['answers'], 'must be empty without a scorecard')
    return { answers, comment, score: score === null ? null : toTenth(score) }
  }
  const ids = [...new Set(Object.values(answers).flatMap(({ evidence }) => evidence))]
  const messages =
    ids.length === 0 ? new Set<MessageId>() : await listMessagesAmong(tx, scope, { sessionId, ids })
  requireNoProblems(checkAnswers(definition, answers, (id) => messages.has(id)))
  return { answers, comment, score: scoreOf(definition, answers).score }
}

/** The same for a review that is given: refused with everything that is not judged yet. */
export async function judgeWhole(
  tx: Tx,
  ctx: AgentContext,
  review: ReviewRecord,
  judged: Judgements,
): Promise<ReviewContent & Readonly<{ score: number }>> {
  const content = await judge(tx, ctx, review, judged)
  const { score } = content
  if (score !== null) return { ...content, score }
  if (review.definition === null) throw refused(['score'], 'must be given')
  const { missing } = scoreOf(review.definition, judged.answers)
  requireNoProblems(missing.map((id) => ({ path: ['answers', id], message: 'must be judged' })))
  throw refused(['answers'], 'must have something that applies')
}
