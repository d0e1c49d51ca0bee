/**
 * Inboxes: the doors conversations come in by, and who works them. An agent sees their own and no others; whatever an
 * inbox names (agents, teams, a bot) is of its own workspace; what signs its visitors is never answered twice.
 * Start reading at `change-inbox.ts`.
 */
export { addAgentToInboxes } from './access-queries.ts'
export { insertBot, listBots } from './bot-queries.ts'
export {
  createGenericInbox,
  createWebInbox,
  replaceAccess,
  setInboxAccess,
  type WebInboxChoices,
} from './change-inbox.ts'
export { findInboxByWidgetKey, type WebInbox } from './find-inbox-by-widget-key.ts'
export { makeIdentitySecret, openIdentitySecret } from './identity-secret.ts'
export { countInboxes, findInbox, type Inbox, updateCalendar } from './inbox-queries.ts'
export { inboxRoutes } from './inbox-routes.ts'
export { listInboxes, type StaffedInbox, startsInOf } from './list-inboxes.ts'
export { type OpenChannel, openChannel, openChannelOf } from './open-channel.ts'
