declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** Ids are UUIDv7 text; the brand stops a contact's id from ending a session. */
export type WorkspaceId = Id<'Workspace'>
export type SessionId = Id<'Session'>
export type ConversationId = Id<'Conversation'>
export type ContactId = Id<'Contact'>
export type MessageId = Id<'Message'>
export type NoteId = Id<'Note'>
export type FileId = Id<'File'>
export type InboxId = Id<'Inbox'>
export type AgentId = Id<'Agent'>
export type BotId = Id<'Bot'>
export type TeamId = Id<'Team'>
export type ApiKeyId = Id<'ApiKey'>
export type WebhookId = Id<'Webhook'>
export type DeliveryId = Id<'Delivery'>
export type TagId = Id<'Tag'>
export type FieldId = Id<'Field'>
export type ViewId = Id<'View'>
export type BanId = Id<'Ban'>
export type BatchId = Id<'Batch'>
export type WatchWordId = Id<'WatchWord'>
export type AuditEntryId = Id<'AuditEntry'>
export type ScorecardId = Id<'Scorecard'>
export type ReviewId = Id<'Review'>
export type ReviewQueueId = Id<'ReviewQueue'>
export type ExportId = Id<'Export'>
export type ExportPlanId = Id<'ExportPlan'>
/** A person inside, once for all workspaces. As a member of a workspace the same id is an `AgentId`. */
export type UserId = AgentId

/**
 * Says that a text is an id of this kind. For the edges only: rows read from the database, parsed requests,
 * freshly made ids. Inside, ids arrive branded.
 */
export const asId = <T extends string>(text: string): T => text as T
