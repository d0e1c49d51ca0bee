/**
 * The contract for browsers: paths, limits and types, no schemas, so that no validator ends up in a page.
 * Everything here is a constant or a type; the declarations themselves are in `index.ts`.
 */

export type { ApiKeyView } from './api-keys.ts'
export type { ContactView } from './contacts.ts'
export type { ConversationSnapshot } from './conversations.ts'
export type { DeliveryDetail, DeliveryView, OutboxView } from './deliveries.ts'
export {
  type CheckedInputOf,
  type Endpoint,
  type InputOf,
  type OutputOf,
  workspaceHeader,
} from './endpoint.ts'
export { type ErrorCode, errorStatus, type FieldError, type Problem } from './errors.ts'
export type { FeedEvent } from './feed.ts'
export type { FileView } from './files.ts'
export { paths } from './generated/paths.ts'
export type { GenericEventInput, GenericOutbound } from './generic-channel.ts'
export type { GenericSettings, InboxView, WidgetSettings } from './inboxes.ts'
export type { Endpoints } from './index.ts'
export * from './limits.ts'
export type { AgentView, InvitationView, Me, TeamView } from './people.ts'
export type { AgentCommand, EventFrame, ServerFrame, VisitorCommand } from './realtime.ts'
export type {
  MessageDelivery,
  MessageView,
  NoteView,
  PersonView,
  SessionRow,
  SessionSnapshot,
} from './session-views.ts'
export * from './socket.ts'
export type { WebhookBody } from './webhook-body.ts'
export type { WebhookDeliveryView, WebhookView } from './webhooks.ts'
export type { VisitorIdentity, WidgetSnapshot } from './widget.ts'
export type { WorkspaceView } from './workspaces.ts'
