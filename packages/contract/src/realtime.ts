import { z } from 'zod'
import { errorCodes } from './errors.ts'
import { pageAddressMax } from './limits.ts'
import {
  cleanText,
  clientId,
  conversationId,
  messageFiles,
  messageId,
  messageText,
  moment,
  saysSomething,
  sessionId,
  workspaceId,
} from './scalars.ts'
import {
  actor,
  messageView,
  noteView,
  personView,
  recordedEvent,
  sessionCounts,
  sessionRow,
} from './session-views.ts'
import { protocol } from './socket.ts'

/**
 * The place in the feed up to which a client knows its conversation. Same epoch: the server sends what came after,
 * at most 1,000 events; otherwise, or further behind, a `reset`, and the client loads again.
 */
const after = { epoch: z.uuid(), position: z.int().min(0) }

const hello = z.strictObject({
  type: z.literal('hello'),
  protocol: z.literal(protocol),
  /** A bearer token. A browser's console sends none: its cookie was checked at the handshake, with the origin. */
  token: z.string().max(200).optional(),
  /** Which of one's workspaces; the first, when not said. */
  workspaceId: workspaceId.optional(),
})

/** Everything a console, or another program of an agent's, may say on `/api/v1/socket`. Anything else closes it. */
export const agentCommand = z.discriminatedUnion('type', [
  hello,
  z.strictObject({ type: z.literal('follow'), conversationId, ...after }),
  z.strictObject({ type: z.literal('unfollow'), conversationId }),
  /** Rows and counts of the lists, as they change. */
  z.strictObject({ type: z.literal('follow_lists') }),
  z.strictObject({ type: z.literal('unfollow_lists') }),
  z.strictObject({ type: z.literal('typing'), conversationId, on: z.boolean() }),
  z.strictObject({ type: z.literal('ping') }),
])
export type AgentCommand = z.input<typeof agentCommand>

/** Where a visitor says that they are: the page the widget stands on, and the language they read it in. */
const visitorOrigin = z.strictObject({
  pageUrl: cleanText(pageAddressMax).optional(),
  referrer: cleanText(pageAddressMax).optional(),
  language: cleanText(35).optional(),
})
/** What a visitor says of it; the server cleans it again. */
export type VisitorOrigin = z.output<typeof visitorOrigin>

/** Everything a visitor may say on `/api/v1/widget/socket`. The conversation is the token's own and never named. */
export const visitorCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.literal(protocol),
    token: z.string().max(200),
    /** Where the visitor is now: it stands with the sessions that begin on this connection, cleaned of what is private. */
    origin: visitorOrigin.optional(),
  }),
  z.strictObject({ type: z.literal('follow'), ...after }),
  z
    .strictObject({
      type: z.literal('send'),
      clientId,
      text: messageText,
      fileIds: messageFiles,
    })
    .refine(saysSomething, 'a message needs text or a file'),
  z.strictObject({ type: z.literal('typing'), on: z.boolean() }),
  /** The visitor has received, or seen, everything up to this message. */
  z.strictObject({ type: z.literal('delivered'), messageId }),
  z.strictObject({ type: z.literal('read'), messageId }),
  z.strictObject({ type: z.literal('ping') }),
])
export type VisitorCommand = z.input<typeof visitorCommand>

/**
 * One thing that happened, with the bodies it speaks of. `after` is the position of the frame before it in this
 * follow: a client whose position differs has missed something and loads again.
 */
export const eventFrame = z.strictObject({
  type: z.literal('event'),
  conversationId,
  sessionId,
  after: z.int(),
  position: z.int(),
  recorded: recordedEvent,
  message: messageView.nullable(),
  note: noteView.nullable(),
  people: z.array(personView),
})
export type EventFrame = z.output<typeof eventFrame>

/** Everything the server says. Agents and visitors hear the same words, with other contents. */
export const serverFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome'), protocol: z.literal(protocol), epoch: z.uuid() }),
  /** The follow has reached the present; all later frames are news. */
  z.strictObject({ type: z.literal('following'), conversationId, position: z.int() }),
  eventFrame,
  /** Load again: too far behind, or what one may see has changed. Null: everything. */
  z.strictObject({
    type: z.literal('reset'),
    conversationId: conversationId.nullable(),
    reason: z.enum(['behind', 'epoch', 'access', 'not_found']),
  }),
  z.strictObject({ type: z.literal('rows'), rows: z.array(sessionRow) }),
  /** Sessions that are no more: their rows are taken out of every list. */
  z.strictObject({ type: z.literal('gone'), sessionIds: z.array(sessionId) }),
  z.strictObject({ type: z.literal('counts'), counts: sessionCounts }),
  z.strictObject({ type: z.literal('typing'), conversationId, actor, on: z.boolean() }),
  /** Every message of this author kind up to this one (by session and version) has these marks. */
  z.strictObject({
    type: z.literal('ticks'),
    conversationId,
    sessionId,
    of: z.enum(['contact', 'us']),
    upToVersion: z.int(),
    deliveredAt: moment.nullable(),
    readAt: moment.nullable(),
  }),
  /** The answer to a visitor's `send`: stored for good, whatever happens now. */
  z.strictObject({
    type: z.literal('sent'),
    clientId,
    messageId,
    sessionId,
    version: z.int(),
    conversationId,
  }),
  z.strictObject({ type: z.literal('refused'), clientId: z.string().nullable(), code: z.enum(errorCodes) }),
  z.strictObject({ type: z.literal('pong') }),
])
export type ServerFrame = z.output<typeof serverFrame>
