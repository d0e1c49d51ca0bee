import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/index.ts'
import { criterionKey } from './read-shape.ts'

/** How a desk is spoken to, and in whose name. */
export type Learning = Readonly<{
  db: Db
  workspaceId: string
  ownerId: string
  token: string
  canary: string
  view: string
  call(token: string, path: string, body?: object): Promise<Record<string, unknown>>
  aVisitor(): Promise<Readonly<{ sessionId: string }>>
}>

/** What a desk learns from its sessions: a scorecard, a queue, a review that is begun, a file taken out and one planned. */
export async function addLearned(learning: Learning) {
  const { token, canary, call, aVisitor } = learning
  const criterion = { id: criterionKey, name: canary, weight: 1, scale: { kind: 'yes_no' } }
  const categories = [{ id: 'manner', name: canary, weight: 1, criteria: [criterion] }]
  const scorecard = await call(token, '/scorecards', { name: `${canary} card`, definition: { categories } })
  const reviewQueue = await call(token, '/review-queues', {
    name: `${canary} queue`,
    definition: {
      ...{ list: 'ended', filter: '', scorecardId: null, reviewerIds: [], weeklyGoal: 1 },
      sample: { perWeek: 1, stratum: null },
    },
  })
  // Ended by whoever cleared it and had by nobody, so that anybody may review it.
  const { sessionId } = await aVisitor()
  await call(token, `/sessions/${sessionId}/end`, { endReason: 'agent_ended' })
  const review = await call(token, `/sessions/${sessionId}/reviews`, { scorecardId: String(scorecard.id) })
  return {
    scorecard: String(scorecard.id),
    reviewQueue: String(reviewQueue.id),
    review: String(review.id),
    ...(await addFiles(learning)),
  }
}

const options = {
  columns: ['number'],
  ...{ transcripts: false, notes: false, systemMessages: false, files: false },
  ...{ timeZone: 'UTC', language: 'en' },
}
const rhythm = { every: 'week', weekday: 1, time: '09:00', timeZone: 'UTC' }

async function addFiles({ db, workspaceId, ownerId, canary, view }: Learning) {
  const [exportId, exportPlan] = [randomUUIDv7(), randomUUIDv7()]
  await sql`
    insert into exports (workspace_id, export_id, user_id, format, options, name, state, total, created_at, finished_at)
    values (${workspaceId}, ${exportId}, ${ownerId}, 'csv', ${JSON.stringify(options)}, ${`${canary} file`}, 'cancelled',
      0, now(), now())`.execute(db)
  await sql`
    insert into export_plans (workspace_id, plan_id, user_id, view_id, name, format, options, rhythm, next_at, created_at)
    values (${workspaceId}, ${exportPlan}, ${ownerId}, ${view}, ${`${canary} plan`}, 'csv', ${JSON.stringify(options)},
      ${JSON.stringify(rhythm)}, now() + interval '7 days', now())`.execute(db)
  return { export: exportId, exportPlan }
}
