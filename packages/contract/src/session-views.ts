import {
  assignedHows,
  audiences,
  endReasons,
  fieldSources,
  priorities,
  sessionLists,
  summaryMethods,
} from '@rapport/domain'
import { z } from 'zod'
import { fileView } from './files.ts'
import {
  agentId,
  botId,
  contactId,
  conversationId,
  inboxId,
  listOf,
  messageId,
  moment,
  noteId,
  reviewId,
  sessionId,
  tagId,
  teamId,
  watchWordId,
  workspaceId,
} from './scalars.ts'

/** The domain's lists of words as schemas: a word that is not in the list is refused. */
export const endReason = z.enum(endReasons)
export const sessionList = z.enum(sessionLists)
export const audience = z.enum(audiences)

/** Who did something, as the domain names them: by kind and id, for `people` to give a name to. */
export const actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contact'), id: contactId }),
  z.strictObject({ kind: z.literal('agent'), id: agentId }),
  z.strictObject({ kind: z.literal('bot'), id: botId }),
  z.strictObject({ kind: z.literal('system') }),
])

const count = z.int().min(0)
const ms = z.number().min(0)

/** How urgent a session is, in the domain's words. */
export const priority = z.enum(priorities)

/** One agent's part in a session, as the domain's `Participant`. Milliseconds of wall clock. */
export const participant = z.strictObject({
  agentId,
  joinedAt: moment,
  messages: count,
  firstResponseMs: ms.nullable(),
  handlingMs: ms,
  holdMs: ms,
  wrapUpMs: ms,
})

const base = {
  workspaceId,
  id: sessionId,
  conversationId,
  contactId,
  inboxId,
  number: z.int(),
  startedAt: moment,
  version: z.int(),
  teamId: teamId.nullable(),
  priority,
  outcome: z.string().nullable(),
  rating: z.int().min(1).max(5).nullable(),
  summarisedBy: z.enum(summaryMethods).nullable(),
  sentiment: z.number().min(-100).max(100).nullable(),
  qaScore: z.number().min(0).max(100).nullable(),
  tagIds: listOf(tagId),
  mentionedIds: listOf(agentId),
  participants: listOf(participant),
  counters: z.strictObject({
    messages: count,
    byContact: count,
    byAgents: count,
    byBots: count,
    notes: count,
    transfers: count,
    watchHits: count,
  }),
  clocks: z.strictObject({
    waitMs: ms.nullable(),
    totalWaitMs: ms,
    botMs: ms,
    handlingMs: ms,
    holdMs: ms,
    wrapUpMs: ms,
    firstResponseMs: ms.nullable(),
    firstUnassignedAt: moment.nullable(),
    handoffAt: moment.nullable(),
  }),
  lastMessage: z
    .strictObject({ id: messageId, at: moment, from: z.enum(['contact', 'agent', 'bot']) })
    .nullable(),
  lastActivityAt: moment,
  waitingSince: moment.nullable(),
  since: moment,
}

/**
 * The domain's `Session`, as it crosses the wire unchanged, so that a browser folds events onto it. A test keeps the two
 * types equal.
 */
export const sessionView = z.discriminatedUnion('state', [
  z.strictObject({ ...base, state: z.literal('bot'), botId }),
  z.strictObject({ ...base, state: z.literal('unassigned') }),
  z.strictObject({ ...base, state: z.literal('assigned'), agentId }),
  z.strictObject({ ...base, state: z.literal('on_hold'), agentId, until: moment.nullable() }),
  z.strictObject({ ...base, state: z.literal('wrap_up'), agentId }),
  z.strictObject({
    ...base,
    state: z.literal('ended'),
    agentId: agentId.nullable(),
    endReason,
    endedBy: actor,
  }),
])

const startedBase = {
  type: z.literal('session.started'),
  conversationId,
  contactId,
  inboxId,
  number: z.int(),
}
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape })

/** Where a transfer leads, as the domain's `TransferTarget`. */
export const transferTarget = z.union([z.strictObject({ agentId }), z.strictObject({ teamId })])

/** The domain's `SessionEvent` on the wire. A test keeps the two types equal. */
export const sessionEvent = z.union([
  z.strictObject({ ...startedBase, as: z.literal('bot'), botId }),
  z.strictObject({ ...startedBase, as: z.literal('unassigned'), teamId: teamId.nullable() }),
  event('session.handed_off', { by: actor, reason: z.string().nullable(), teamId: teamId.nullable() }),
  event('session.assigned', { agentId, by: actor, how: z.enum(assignedHows) }),
  event('session.released', { by: actor }),
  event('session.transferred', { to: transferTarget, by: actor }),
  event('session.held', { until: moment.nullable(), by: actor }),
  event('session.resumed', { by: actor }),
  event('session.wrap_up_started', { by: actor }),
  event('session.ended', { endReason, by: actor }),
  event('message.received', { messageId }),
  event('message.sent', { messageId, author: actor }),
  event('message.accepted', { messageId }),
  event('message.failed', { messageId, reason: z.string() }),
  event('message.unknown', { messageId }),
  event('message.edited', { messageId, by: actor }),
  event('message.deleted', { messageId, by: actor }),
  event('message.reacted', { messageId, emoji: z.string().nullable(), by: actor }),
  event('note.added', { noteId, author: actor }),
  event('note.mentioned', { noteId, agentIds: listOf(agentId), by: actor }),
  event('session.prioritised', { priority, by: actor }),
  event('session.outcome_set', { outcome: z.string().nullable(), by: actor }),
  event('session.rated', { rating: z.int(), by: actor }),
  event('session.tagged', { tagIds: listOf(tagId), by: actor }),
  event('session.untagged', { tagIds: listOf(tagId), by: actor }),
  event('session.fields_set', { keys: listOf(z.string()), source: z.enum(fieldSources), by: actor }),
  event('session.flagged', { messageId, wordIds: listOf(watchWordId) }),
  event('session.summarised', { method: z.enum(summaryMethods), by: actor }),
  event('session.sentiment_set', {
    score: z.number().nullable(),
    course: listOf(z.number()),
    by: actor,
  }),
  event('session.reviewed', {
    reviewId,
    score: z.number().nullable(),
    qaScore: z.number().nullable(),
    by: actor,
  }),
])

/** An event with its place in the session's log: `version` counts from 1, without gaps. */
export const recordedEvent = z.strictObject({ version: z.int().min(1), at: moment, event: sessionEvent })

/** An event with the session it belongs to, where several sessions are told together. */
export const placedEvent = z.strictObject({ sessionId, recorded: recordedEvent })

/** A name and a picture for an actor that is not the reader's contact. */
export const personView = z.strictObject({
  kind: z.enum(['agent', 'bot', 'contact']),
  id: z.uuid(),
  name: z.string().nullable(),
  avatarUrl: z.string().nullable(),
})
export type PersonView = z.output<typeof personView>

/** What a provider made of a message we sent, as far as it is known; `reason` says why it failed, as a code. */
export const messageDelivery = z.strictObject({
  state: z.enum(['accepted', 'failed', 'unknown']),
  reason: z.string().nullable(),
})
export type MessageDelivery = z.output<typeof messageDelivery>

/**
 * A message's body. `version` is its event's, and orders messages within the session. `text` is null where erased or
 * deleted. `delivery` is null on the web chat, before there is an outcome, and for contacts.
 */
export const messageView = z.strictObject({
  id: messageId,
  sessionId,
  version: z.int(),
  author: actor,
  at: moment,
  text: z.string().nullable(),
  files: z.array(fileView),
  clientId: z.string().nullable(),
  deliveredAt: moment.nullable(),
  readAt: moment.nullable(),
  delivery: messageDelivery.nullable(),
  editedAt: moment.nullable(),
  deletedAt: moment.nullable(),
  /** The contact's reaction to it, as they chose it; null for none. */
  reaction: z.string().nullable(),
})
export type MessageView = z.output<typeof messageView>

/** An internal note's body, never sent to a contact. `version` is its event's; `text` is null where erased. */
export const noteView = z.strictObject({
  id: noteId,
  sessionId,
  version: z.int(),
  author: actor,
  at: moment,
  text: z.string().nullable(),
  /** Those it speaks to. */
  mentions: z.array(agentId),
})
export type NoteView = z.output<typeof noteView>

/** A custom field's value: text (also a date, a choice, an address), a number, a yes or no, or several choices. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), listOf(z.string())])
/** The values of custom fields, by the fields' keys. */
export const fieldValues = z.record(z.string(), fieldValue)

/** Where a session came from, as far as its channel says: all null on channels that say nothing. */
export const sessionOrigin = z.strictObject({
  /** A language tag. */
  language: z.string().nullable(),
  /** ISO 3166-1, two letters. */
  country: z.string().nullable(),
  pageUrl: z.string().nullable(),
  referrer: z.string().nullable(),
  /** What the contact wrote on. */
  device: z.enum(['desktop', 'phone', 'tablet']).nullable(),
})
export type Origin = z.output<typeof sessionOrigin>

/** One row of any list of sessions: the session, and the names a list shows. */
export const sessionRow = z.strictObject({
  session: sessionView,
  contact: z.strictObject({ name: z.string().nullable(), avatarUrl: z.string().nullable() }),
  inbox: z.strictObject({ name: z.string(), channelKind: z.string(), channelLabel: z.string().nullable() }),
  agentName: z.string().nullable(),
  botName: z.string().nullable(),
  teamName: z.string().nullable(),
  /** The last message's beginning; null when there is none, or it was erased. */
  preview: z.string().nullable(),
  /** What it was about, in few words; null while nobody has said. */
  summary: z.string().nullable(),
  /** The contact's messages that no agent has read. */
  unread: count,
  /** What the contact is known by and marked with. */
  about: z.strictObject({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    tagIds: listOf(tagId),
    fields: fieldValues,
  }),
  /** The session's custom fields, by key. */
  fields: fieldValues,
  origin: sessionOrigin,
})
export type SessionRow = z.output<typeof sessionRow>

const clockFigures = z.strictObject({
  waitMs: ms.nullable(),
  totalWaitMs: ms,
  botMs: ms,
  firstResponseMs: ms.nullable(),
  handlingMs: ms,
  holdMs: ms,
  wrapUpMs: ms,
  durationMs: ms,
})
/** A session's clocks at a moment, in milliseconds. */
export type ClockFigures = z.output<typeof clockFigures>

/** A stretch of a session's time in one state; `agentId` who had it then. */
export const timeSegment = z.strictObject({
  state: z.enum(['bot', 'unassigned', 'assigned', 'on_hold', 'wrap_up']),
  from: moment,
  to: moment,
  agentId: agentId.nullable(),
})

/** A session's clocks at `at`, in milliseconds. `business` is null where its inbox has no calendar. */
export const sessionClocks = z.strictObject({
  at: moment,
  timeZone: z.string().nullable(),
  wall: clockFigures,
  business: clockFigures.nullable(),
  participants: z.array(
    z.strictObject({
      agentId,
      name: z.string().nullable(),
      joinedAt: moment,
      messages: count,
      wall: z.strictObject({ firstResponseMs: ms.nullable(), handlingMs: ms, holdMs: ms, wrapUpMs: ms }),
      business: z
        .strictObject({ firstResponseMs: ms.nullable(), handlingMs: ms, holdMs: ms, wrapUpMs: ms })
        .nullable(),
    }),
  ),
  segments: z.array(timeSegment),
})
export type SessionClocks = z.output<typeof sessionClocks>

/** Where counting stops: what is shown as "10,000+". */
export const countMax = 10_001

/** How many sessions each list holds, up to `countMax`. */
export const sessionCounts = z.strictObject(
  Object.fromEntries(sessionLists.map((list) => [list, count])) as Record<
    (typeof sessionLists)[number],
    typeof count
  >,
)

/** Everything about one session, and the place in the feed it is true for: follow from `position`. */
export const sessionSnapshot = z.strictObject({
  epoch: z.uuid(),
  position: z.int(),
  row: sessionRow,
  events: z.array(recordedEvent),
  messages: z.array(messageView),
  notes: z.array(noteView),
  people: z.array(personView),
})
export type SessionSnapshot = z.output<typeof sessionSnapshot>

/**
 * The same with a page of its messages, oldest first: `earlier` and `later` say whether there are more on either side.
 * Its events leave out those of messages, which the messages themselves stand for.
 * `isContactBanned` tells whoever reads it that nothing can be sent to its contact, whether or not they may ban.
 */
export const sessionTranscript = sessionSnapshot.extend({
  earlier: z.boolean(),
  later: z.boolean(),
  isContactBanned: z.boolean(),
})
export type SessionTranscript = z.output<typeof sessionTranscript>
