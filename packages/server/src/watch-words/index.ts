/**
 * Watch-words: words and phrases that a workspace wants to know of when contacts or agents write them. They follow the
 * feed like the index of search, with places of their own, so that nobody who writes waits for them and a flag does not
 * wait for the index. A message is flagged once, whatever is cut short: its hit and the event on its session are written
 * together. Start reading at `watch-messages.ts`, then `flag-message.ts`.
 */
export { flagMessage, flagMessageKind } from './flag-message.ts'
export { startWatching } from './watch-messages.ts'
export { insertWatchWords } from './watch-word-queries.ts'
export { watchWordRoutes } from './watch-word-routes.ts'
