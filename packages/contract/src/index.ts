/**
 * The wire: every endpoint, every socket frame, every error, as schemas that the server enforces and from which
 * the client, the reference and the types derive. Browsers enter by `light.ts` instead.
 * Start with `endpoint.ts`, then `sessions.ts` and `realtime.ts`.
 */
import { apiKeyEndpoints } from './api-keys.ts'
import { auditEndpoints } from './audit.ts'
import { banEndpoints } from './bans.ts'
import { batchEndpoints } from './batches.ts'
import { contactEndpoints } from './contacts.ts'
import { conversationEndpoints } from './conversations.ts'
import { deliveryEndpoints } from './deliveries.ts'
import { exportEndpoints, exportPlanEndpoints } from './exports.ts'
import { feedEndpoints } from './feed.ts'
import { fieldEndpoints } from './fields.ts'
import { fileEndpoints } from './files.ts'
import { inboxEndpoints } from './inboxes.ts'
import { invitationEndpoints, loginEndpoints, setupEndpoints, teamEndpoints } from './people.ts'
import { preferenceEndpoints } from './preferences.ts'
import { reviewQueueEndpoints } from './review-queues.ts'
import { reviewEndpoints } from './reviews.ts'
import { scorecardEndpoints } from './scorecards.ts'
import { searchEndpoints } from './search.ts'
import { sessionEndpoints } from './sessions.ts'
import { summaryEndpoints } from './summaries.ts'
import { tagEndpoints } from './tags.ts'
import { viewEndpoints } from './views.ts'
import { watchWordEndpoints } from './watch-words.ts'
import { webhookEndpoints } from './webhooks.ts'
import { widgetEndpoints } from './widget.ts'
import { workspaceEndpoints } from './workspaces.ts'

/** Every operation, by noun and verb: `endpoints.sessions.end` is the SDK's `client.sessions.end`. */
export const endpoints = {
  apiKeys: apiKeyEndpoints,
  audit: auditEndpoints,
  bans: banEndpoints,
  batches: batchEndpoints,
  contacts: contactEndpoints,
  conversations: conversationEndpoints,
  deliveries: deliveryEndpoints,
  events: feedEndpoints,
  exports: exportEndpoints,
  exportPlans: exportPlanEndpoints,
  fields: fieldEndpoints,
  files: fileEndpoints,
  inboxes: inboxEndpoints,
  invitations: invitationEndpoints,
  logins: loginEndpoints,
  preferences: preferenceEndpoints,
  reviews: reviewEndpoints,
  reviewQueues: reviewQueueEndpoints,
  scorecards: scorecardEndpoints,
  search: searchEndpoints,
  sessions: sessionEndpoints,
  setup: setupEndpoints,
  summaries: summaryEndpoints,
  tags: tagEndpoints,
  team: teamEndpoints,
  views: viewEndpoints,
  watchWords: watchWordEndpoints,
  webhooks: webhookEndpoints,
  widget: widgetEndpoints,
  workspaces: workspaceEndpoints,
} as const
export type Endpoints = typeof endpoints

export * from './api-keys.ts'
export * from './audit.ts'
export * from './bans.ts'
export * from './batches.ts'
export * from './contacts.ts'
export * from './conversations.ts'
export * from './deliveries.ts'
export * from './endpoint.ts'
export * from './errors.ts'
export * from './exports.ts'
export * from './feed.ts'
export * from './fields.ts'
export * from './files.ts'
export * from './filters.ts'
export * from './generic-channel.ts'
export * from './inboxes.ts'
export * from './limits.ts'
export * from './openapi.ts'
export * from './openapi-document.ts'
export { type Chapter, chapters, tagWords } from './openapi-words.ts'
export * from './people.ts'
export * from './preferences.ts'
export * from './realtime.ts'
export * from './review-queues.ts'
export * from './reviews.ts'
export * from './scalars.ts'
export * from './scorecards.ts'
export * from './search.ts'
export * from './session-views.ts'
export * from './sessions.ts'
export * from './socket.ts'
export * from './summaries.ts'
export * from './tags.ts'
export * from './views.ts'
export * from './watch-words.ts'
export * from './webhook-body.ts'
export * from './webhooks.ts'
export * from './widget.ts'
export * from './workspaces.ts'
