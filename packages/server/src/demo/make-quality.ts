import { randomUUIDv7 } from 'node:crypto'
import { agentOf, asId, drawSample, instant, type ReviewQueueId, type ScorecardId } from '@rapport/domain'
import type { Tx } from '../platform/db/index.ts'
import { insertItems, insertQueue, putScorecard } from '../quality/index.ts'
import type { History } from '../sessions/index.ts'
import type { DemoGround } from './demo-ground.ts'
import { demoQueue, demoScorecard } from './demo-quality.ts'
import type { PlannedReview } from './plan-reviews.ts'
import { insertReviews } from './quality-queries.ts'
import { createRandom } from './random.ts'

const [hour, week] = [3_600_000, 7 * 24 * 3_600_000]

type Reviewed = Readonly<{
  histories: readonly History[]
  reviews: readonly PlannedReview[]
  now: number
  seed: number
}>

/** The scorecard, what was made of it, and a queue that has drawn what of the last week is not reviewed yet. */
export async function makeQuality(
  tx: Tx,
  { scope, reviewerIds }: DemoGround,
  { histories, reviews, now, seed }: Reviewed,
): Promise<void> {
  const scorecardId = asId<ScorecardId>(randomUUIDv7())
  const at = instant(Math.min(now, ...reviews.map(({ createdAt }) => createdAt)) - hour)
  await putScorecard(tx, scope, { id: scorecardId, version: 1, ...demoScorecard, at })
  await insertReviews(tx, scope, scorecardId, reviews)

  const { name, perWeek, weeklyGoal } = demoQueue
  const queueId = asId<ReviewQueueId>(randomUUIDv7())
  const definition = {
    ...{ list: 'ended' as const, filter: 'agent:set', scorecardId, reviewerIds, weeklyGoal },
    sample: { perWeek, stratum: 'agent' as const },
  }
  await insertQueue(tx, scope, { id: queueId, name, definition, at })
  const taken = new Set(reviews.map(({ sessionId }) => sessionId))
  const open = histories.flatMap(({ session }) => {
    const stratum = agentOf(session)
    const isOpen = session.state === 'ended' && session.since >= now - week && !taken.has(session.id)
    return isOpen && stratum !== null ? [{ id: session.id, stratum }] : []
  })
  const draw = { count: perWeek, isStratified: true }
  const drawn = drawSample(open, draw, createRandom(seed).next)
  const items = drawn.map(({ id: sessionId, stratum }) => ({ sessionId, stratum }))
  await insertItems(tx, scope, { queueId, drawn: items, at: instant(now - hour) })
}
