/**
 * What machines make of sessions. Each ended session gets a summary, a mood and topics without anybody's key or network:
 * when it ends, by a reaction; what was imported or is older, by a backlog worked off in the background, the newest first.
 * All of it is reckoned in a thread of its own, so that nobody's message waits, and recorded as events with the words
 * beside them. What a person wrote is never written over, except by a person who asks for it.
 * Start reading at `summarise-sessions.ts`.
 */

export { summariseEnded } from './summarise-sessions.ts'
export { summaryRoutes } from './summary-routes.ts'
export { enqueueBacklogs, summariseBacklog, summariseBacklogKind } from './work-off-backlog.ts'
