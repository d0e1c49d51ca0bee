import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { fileView } from './files.ts'
import {
  clientId,
  contactId,
  conversationId,
  cursor,
  inboxId,
  messageFiles,
  messageId,
  messageText,
  moment,
  nothing,
  saysSomething,
} from './scalars.ts'
import { messageView, noteView, personView, placedEvent, sessionView } from './session-views.ts'

const count = z.int().min(0)

/** A session of a conversation with its events and words; older messages are asked for by page. */
export const conversationSnapshot = z.strictObject({
  epoch: z.uuid(),
  position: z.int(),
  conversationId,
  contact: z.strictObject({
    id: contactId,
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    verified: z.boolean(),
    createdAt: moment,
  }),
  inbox: z.strictObject({
    id: inboxId,
    name: z.string(),
    channelKind: z.string(),
    channelLabel: z.string().nullable(),
    /** Why nothing can be sent here, or null when it can. A ban ends what is live, so it stands in the way of beginning. */
    cannotSend: z.enum(['not_connected', 'window_closed', 'contact_banned']).nullable(),
    /** Until when the channel lets us answer; null where it always does, or never. */
    replyUntil: moment.nullable(),
  }),
  /** Oldest first. All sessions, though only the newest have their messages here. */
  sessions: z.array(sessionView),
  /** Events other than messages, of the sessions whose messages are here; oldest first. */
  events: z.array(placedEvent),
  messages: z.array(messageView),
  notes: z.array(noteView),
  people: z.array(personView),
  /** Where older messages begin; null when all are here. */
  older: z.string().nullable(),
  draft: z.strictObject({ text: z.string(), files: z.array(fileView) }).nullable(),
  /** The latest session's unread count for agents. */
  unread: count,
})
export type ConversationSnapshot = z.output<typeof conversationSnapshot>

/** An agent's work on a conversation. What changes a session is in `sessions.ts`; marks and drafts are no events. */
export const conversationEndpoints = {
  get: endpoint({
    method: 'GET',
    path: '/api/v1/conversations/:conversationId',
    summary: 'A conversation: all its sessions, with the newest messages',
    access: 'sessions.read',
    input: z.strictObject({ conversationId }),
    output: conversationSnapshot,
    errors: ['not_found'],
  }),
  older: endpoint({
    method: 'GET',
    path: '/api/v1/conversations/:conversationId/older',
    summary: 'Older messages of a conversation, a page at a time, with the events and notes between them',
    access: 'sessions.read',
    input: z.strictObject({ conversationId, cursor }),
    output: z.strictObject({
      events: z.array(placedEvent),
      messages: z.array(messageView),
      notes: z.array(noteView),
      people: z.array(personView),
      older: z.string().nullable(),
    }),
    errors: ['not_found', 'bad_request'],
  }),
  read: endpoint({
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/read',
    summary: "Mark the contact's messages up to this one as read; only the agent who has the session marks",
    access: 'sessions.answer',
    input: z.strictObject({ conversationId, messageId }),
    output: nothing,
    errors: ['not_found'],
  }),
  unread: endpoint({
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/unread',
    summary:
      "Show the contact's last message as unread again, in the lists alone; only the agent who has the session marks",
    access: 'sessions.answer',
    input: z.strictObject({ conversationId }),
    output: nothing,
    errors: ['not_found'],
  }),
  contact: endpoint({
    method: 'POST',
    path: '/api/v1/conversations/:conversationId/contact',
    summary:
      'Write to a client whose last session has ended: a new session begins with this message, and is yours',
    access: 'sessions.answer',
    input: z
      .strictObject({ conversationId, clientId, text: messageText.default(''), fileIds: messageFiles })
      .refine(saysSomething, 'a message needs text or a file'),
    output: z.strictObject({ session: sessionView, messageId, version: z.int() }),
    errors: [
      'not_found',
      'session_live',
      'contact_banned',
      'channel_cannot_send',
      'file_already_used',
      'client_id_reused',
    ],
  }),
  saveDraft: endpoint({
    method: 'PUT',
    path: '/api/v1/conversations/:conversationId/draft',
    summary: 'Keep an unsent reply; empty text and no files forget it',
    access: 'sessions.answer',
    input: z.strictObject({
      conversationId,
      text: messageText,
      fileIds: messageFiles,
    }),
    output: nothing,
    errors: ['not_found'],
  }),
}
