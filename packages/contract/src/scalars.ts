import {
  type AgentId,
  type ApiKeyId,
  type AuditEntryId,
  asId,
  type BanId,
  type BatchId,
  type BotId,
  type ContactId,
  type ConversationId,
  type DeliveryId,
  type ExportId,
  type ExportPlanId,
  type FieldId,
  type FileId,
  type InboxId,
  type Instant,
  instant,
  type MessageId,
  type NoteId,
  type ReviewId,
  type ReviewQueueId,
  type ScorecardId,
  type SessionId,
  type TagId,
  type TeamId,
  type ViewId,
  type WatchWordId,
  type WebhookId,
  type WorkspaceId,
} from '@rapport/domain'
import { z } from 'zod'
import { messageFilesMax, messageTextMax } from './limits.ts'

const uuid = z.uuid()
const id = <T extends string>() => uuid.transform((text) => asId<T>(text))

/** Ids: plain UUID text from a caller, branded once checked, so that no id can stand where another belongs. */
export const workspaceId = id<WorkspaceId>()
export const sessionId = id<SessionId>()
export const conversationId = id<ConversationId>()
export const contactId = id<ContactId>()
export const messageId = id<MessageId>()
export const noteId = id<NoteId>()
export const fileId = id<FileId>()
export const inboxId = id<InboxId>()
export const agentId = id<AgentId>()
export const botId = id<BotId>()
export const teamId = id<TeamId>()
export const apiKeyId = id<ApiKeyId>()
export const webhookId = id<WebhookId>()
export const deliveryId = id<DeliveryId>()
export const tagId = id<TagId>()
export const fieldId = id<FieldId>()
export const viewId = id<ViewId>()
export const banId = id<BanId>()
export const batchId = id<BatchId>()
export const watchWordId = id<WatchWordId>()
export const auditEntryId = id<AuditEntryId>()
export const scorecardId = id<ScorecardId>()
export const reviewId = id<ReviewId>()
export const reviewQueueId = id<ReviewQueueId>()
export const exportId = id<ExportId>()
export const exportPlanId = id<ExportPlanId>()

/** The last moment there is: the end of the year 9999. Beyond it, neither dates nor the database can follow. */
export const momentMax = 253_402_300_799_999

/** Milliseconds since 1970. */
export const moment = z
  .int()
  .min(0)
  .max(momentMax)
  .transform((ms): Instant => instant(ms))

/** A client's own id of a write: the same id again gets the first answer and changes nothing. */
export const clientId = z.uuid()

/** Text that every part of the system can keep: no NUL, no half characters, at most `max` UTF-16 units. */
export const cleanText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'must not contain NUL')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')

/** A list as the domain has it: nobody changes it in place. The same schema as `z.array`, typed as readonly. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item) as unknown as z.ZodType<readonly z.output<Item>[], readonly z.input<Item>[]>

/** A name people read: trimmed, not empty, on one line. */
export const shortName = cleanText(120)
  .trim()
  .min(1)
  .refine((text) => !/[\r\n]/.test(text), 'must be one line')

/** An address of the web that a workspace gives us to call. Whether it may be called is decided when it is. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://example.com/hook' })
  .max(2_000)
  .refine((text) => !/^https?:\/\/[^/?#]*@/i.test(text), 'must not carry a user name or a password')

/** The words of a message: well-formed, up to `messageTextMax` UTF-16 units, empty where files say it all. */
export const messageText = cleanText(messageTextMax)

/** The files of a message, or of a draft, in the order they are shown. */
export const messageFiles = z.array(fileId).max(messageFilesMax).default([])

/** Whether a message says anything: nobody sends nothing, on whichever way. */
export const saysSomething = ({ text, fileIds }: { text: string; fileIds: readonly unknown[] }): boolean =>
  text.trim() !== '' || fileIds.length > 0

/** Compared and stored in lower case. */
export const emailAddress = z.string().max(254).trim().toLowerCase().pipe(z.email())

/** A place in a list that pages by key. Opaque to callers. */
export const cursor = z.string().max(500)

/** What an endpoint without anything to say answers. */
export const nothing = z.strictObject({})

/** One page of a list, and where the next begins; null at the end. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })
