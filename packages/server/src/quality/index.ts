/**
 * Quality: what supervisors make of agents' work. Scorecards say by what sessions are judged, reviews judge them, queues
 * draw at random which. A review's score and its session's are written together, under the session's lock, so that
 * several reviewers at once lose none; an agent learns of reviews of their own work and of no other's.
 * Start reading at `write-review.ts`, then `draw-queue.ts`; the reckoning is the domain's.
 */
export { drawForQueues } from './draw-queue.ts'
export { qualityRoutes } from './quality-routes.ts'
export { insertItems } from './queue-item-queries.ts'
export { insertQueue } from './queue-queries.ts'
export { putScorecard } from './scorecard-queries.ts'
