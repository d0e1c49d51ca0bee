/**
 * Work that happens after a commit: a queue in the database, written in the transaction that causes the work.
 *
 * A job is never lost and runs at least once, so handlers must be harmless when repeated. Jobs of one serial key run
 * one at a time in the order written; a job that keeps failing is set aside, kept, and no longer in anybody's way, once
 * whoever counts on it has been told. What calls the world outside waits in a lane of its own.
 * Start reading at `worker.ts`; what each statement relies on is said in `jobs-queries.ts`.
 */
export { enqueue, insertJobs, type Job, type Lane, type NewJob } from './jobs-queries.ts'
export { type Schedule, startSchedules } from './schedules.ts'
export { type JobHandler, RetryLater, startWorker, type Worker } from './worker.ts'
