/**
 * Work on many sessions: assign, end, tag or delete them. Which ones is frozen when it begins; each is then changed by
 * the same commands as a single one, once however often the work is cut short, by the person who began it and with the
 * rights they have at that moment. A session that refuses holds up no other, and says why. Start at `begin-batch.ts`, then
 * `run-batch.ts`.
 */
export { createBatchRoutes } from './batch-routes.ts'
export { pruneBatches } from './prune-batches.ts'
export { giveUpBatch, runBatch, runBatchKind } from './run-batch.ts'
