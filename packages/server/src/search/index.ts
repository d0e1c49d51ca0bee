/**
 * Search: in what was said, and by whom a session is known. The index follows the feed, so that nobody who writes waits
 * for it, and holds what the domain's `searchableOf` makes of each message; it finds exactly what `matches` accepts, and
 * counts it. Every search of messages stands in the audit log.
 * Start reading at `search-messages.ts`, and for the index at `index-messages.ts`.
 */
export { startIndexing } from './index-messages.ts'
export { searchRoutes } from './search-routes.ts'
