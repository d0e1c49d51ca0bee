import { randomUUID, randomUUIDv7 } from 'node:crypto'
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
  aVisitor(): Promise<Readonly<{ sessionId: string; messageId: string }>>
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
  const { sessionId, messageId } = await aVisitor()
  await call(token, `/sessions/${sessionId}/end`, { endReason: 'agent_ended' })
  const review = await call(token, `/sessions/${sessionId}/reviews`, { scorecardId: String(scorecard.id) })
  return {
    scorecard: String(scorecard.id),
    reviewQueue: String(reviewQueue.id),
    review: String(review.id),
    reviewVersion: 1,
    evidence: messageId,
    ...(await addFiles(learning, sessionId)),
  }
}

const options = {
  columns: ['number'],
  ...{ transcripts: false, notes: false, systemMessages: false, files: false },
  ...{ timeZone: 'UTC', language: 'en' },
}
const rhythm = { every: 'week', weekday: 1, time: '09:00', timeZone: 'UTC' }

/** A finished file with a link to it, and a plan. */
async function addFiles(
  { db, workspaceId, ownerId, token, canary, view, call }: Learning,
  sessionId: string,
) {
  const order = { target: { sessionIds: [sessionId] }, format: 'csv', options, name: `${canary} file` }
  const made = await call(token, '/exports', { clientId: randomUUID(), ...order })
  const exportId = String(made.id)
  // It is written already; the job that would have gone on with it is no change that an attack has made.
  await sql`delete from jobs where workspace_id = ${workspaceId} and kind = 'run-export'`.execute(db)
  const { url } = await call(token, `/exports/${exportId}/link`)
  const query = new URL(String(url), 'http://desk.test').searchParams
  const said = (name: string) => query.get(name) ?? ''
  const exportPlan = randomUUIDv7()
  await sql`
    insert into export_plans (workspace_id, plan_id, user_id, view_id, name, format, options, rhythm, next_at, created_at)
    values (${workspaceId}, ${exportPlan}, ${ownerId}, ${view}, ${`${canary} plan`}, 'csv', ${JSON.stringify(options)},
      ${JSON.stringify(rhythm)}, now() + interval '7 days', now())`.execute(db)
  const exportLink = { holder: said('holder'), expires: said('expires'), signature: said('signature') }
  return { export: exportId, exportPlan, exportLink }
}
