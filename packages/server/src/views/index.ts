/**
 * Saved views: a filter of sessions with its order and columns, one's own, a team's or everybody's. A view shows nobody
 * a session that they could not find themselves: it is a question, asked by whoever opens it.
 * Start reading at `change-views.ts`.
 */
export { insertView, listViews } from './view-queries.ts'
export { viewRoutes } from './view-routes.ts'
