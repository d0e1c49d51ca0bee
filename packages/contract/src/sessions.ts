import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { noteTextMax } from './limits.ts'
import {
  cleanText,
  clientId,
  contactId,
  cursor,
  inboxId,
  messageFiles,
  messageId,
  messageText,
  moment,
  noteId,
  page,
  saysSomething,
  sessionId,
} from './scalars.ts'
import {
  endReason,
  sessionCounts,
  sessionList,
  sessionRow,
  sessionSnapshot,
  sessionView,
  transferTarget,
} from './session-views.ts'

/** `started` is the Sessions table's order, newest first; `activity` the Inbox's, last activity first. */
const sort = z.enum(['started', 'activity'])

const one = { sessionId }
/** A command on a session. With a client id it may be repeated after a lost answer: it has its effect once. */
const command = { ...one, clientId: clientId.optional() }
const writeErrors = [
  'not_found',
  'session_ended',
  'session_not_yours',
  'session_taken',
  'client_id_reused',
] as const

/** The state after a command; `version` says which events it includes. */
const changed = z.strictObject({ session: sessionView })

/** Sessions: their lists, and every command an agent has. Each command is decided by the domain's rule of its name. */
export const sessionEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/sessions',
    summary: 'A list of sessions, by key, newest first',
    access: 'sessions.read',
    input: z.strictObject({
      list: sessionList.default('all'),
      sort: sort.default('started'),
      inboxId: inboxId.optional(),
      contactId: contactId.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(sessionRow),
    errors: ['bad_request'],
  }),
  counts: endpoint({
    method: 'GET',
    path: '/api/v1/sessions/counts',
    summary: 'How many sessions each list holds',
    access: 'sessions.read',
    input: z.strictObject({}),
    output: sessionCounts,
    errors: [],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId',
    summary: 'One session with its transcript, notes and events',
    access: 'sessions.read',
    input: z.strictObject(one),
    output: sessionSnapshot,
    errors: ['not_found'],
  }),
  take: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/take',
    summary: 'Take a session that nobody has',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, how: z.enum(['take', 'open']).default('take') }),
    output: changed,
    errors: writeErrors,
  }),
  release: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/release',
    summary: 'Put a session back to Unassigned',
    access: 'sessions.answer',
    input: z.strictObject(command),
    output: changed,
    errors: writeErrors,
  }),
  transfer: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/transfer',
    summary: 'Give a session to another agent or to a team, with a note for them',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, to: transferTarget, note: cleanText(noteTextMax).trim().optional() }),
    output: changed,
    errors: writeErrors,
  }),
  hold: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/hold',
    summary: 'Let a session rest, until a moment or until somebody writes',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, until: moment.nullable().default(null) }),
    output: changed,
    errors: [...writeErrors, 'session_not_taken'],
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/resume',
    summary: 'Wake a session from hold or wrap-up',
    access: 'sessions.answer',
    input: z.strictObject(command),
    output: changed,
    errors: writeErrors,
  }),
  end: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/end',
    summary: 'End a session, with the reason kept as data',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, endReason: endReason.default('agent_ended') }),
    output: changed,
    errors: writeErrors,
  }),
  send: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/messages',
    summary: 'Answer the contact. `seenVersion` refuses a reply written without the newest messages',
    access: 'sessions.answer',
    input: z
      .strictObject({
        ...one,
        clientId,
        text: messageText.default(''),
        fileIds: messageFiles,
        seenVersion: z.int().min(0).optional(),
      })
      .refine(saysSomething, 'a message needs text or a file'),
    output: z.strictObject({ session: sessionView, messageId, version: z.int() }),
    errors: [
      ...writeErrors,
      'session_not_taken',
      'newer_messages',
      'channel_cannot_send',
      'file_already_used',
    ],
  }),
  addNote: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/notes',
    summary: 'Add an internal note',
    access: 'sessions.answer',
    input: z.strictObject({ ...one, clientId, text: cleanText(noteTextMax).trim().min(1) }),
    output: z.strictObject({ session: sessionView, noteId, version: z.int() }),
    errors: ['not_found', 'client_id_reused'],
  }),
}
