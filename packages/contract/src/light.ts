/**
 * The contract for browsers: paths, limits and types, no schemas, so that no validator ends up in a page.
 * Everything here is a constant or a type; the declarations themselves are in `index.ts`.
 */

export type { ApiKeyView } from './api-keys.ts'
export type { AuditEntryView } from './audit.ts'
export type { BanView } from './bans.ts'
export type { BatchAction, BatchItemView, BatchView } from './batches.ts'
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
export type { ExportFormat, ExportOptions, ExportPlanView, ExportView } from './exports.ts'
export type { FeedEvent } from './feed.ts'
export type { FieldView } from './fields.ts'
export type { FileView } from './files.ts'
export { paths, widgetPaths } from './generated/paths.ts'
export type { GenericEventInput, GenericOutbound } from './generic-channel.ts'
export type { CalendarView, GenericSettings, InboxView, WidgetSettings } from './inboxes.ts'
export type { Endpoints } from './index.ts'
export * from './limits.ts'
export type { AgentView, InvitationView, Me, TeamView } from './people.ts'
export type { AgentCommand, EventFrame, ServerFrame, VisitorCommand, VisitorOrigin } from './realtime.ts'
export type { ReviewQueueView } from './review-queues.ts'
export type { ReviewView } from './reviews.ts'
export type { ScorecardView } from './scorecards.ts'
export type { SearchHit } from './search.ts'
export type {
  ClockFigures,
  MessageDelivery,
  MessageView,
  NoteView,
  Origin,
  PersonView,
  SessionClocks,
  SessionRow,
  SessionSnapshot,
  SessionTranscript,
} from './session-views.ts'
export * from './socket.ts'
export type { SummaryView } from './summaries.ts'
export type { TagFileFault, TagView } from './tags.ts'
export type { ViewDefinition, ViewView } from './views.ts'
export type { WatchHitView, WatchWordView } from './watch-words.ts'
export type { WebhookBody } from './webhook-body.ts'
export type { WebhookDeliveryView, WebhookView } from './webhooks.ts'
export type { VisitorIdentity, WidgetSnapshot } from './widget.ts'
export type { WorkspaceView } from './workspaces.ts'
