import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { filterText, sortDirection, sortKey } from './filters.ts'
import { noteTextMax } from './limits.ts'
import {
  agentId,
  cleanText,
  clientId,
  cursor,
  messageFiles,
  messageId,
  messageText,
  moment,
  noteId,
  page,
  saysSomething,
  sessionId,
  tagId,
} from './scalars.ts'
import {
  endReason,
  fieldValue,
  fieldValues,
  priority,
  sessionClocks,
  sessionCounts,
  sessionList,
  sessionRow,
  sessionSnapshot,
  sessionTranscript,
  sessionView,
  transferTarget,
} from './session-views.ts'

const one = { sessionId }
const version = z.coerce.number().int().min(0).max(2_147_483_647)
/** A command on a session. With a client id it may be repeated after a lost answer: it has its effect once. */
const command = { ...one, clientId: clientId.optional() }
const writeErrors = [
  'not_found',
  'session_ended',
  'session_not_yours',
  'session_taken',
  'client_id_reused',
] as const

const markErrors = ['not_found', 'client_id_reused'] as const
const tagIds = z.array(tagId).max(50).default([])
/** One of the workspace's outcomes, by its words. */
const outcome = cleanText(120).trim().min(1)
/** Custom fields by key, with their new values; null takes a value away. */
export const fieldChanges = z.record(z.string().max(40), fieldValue.nullable())

/** The state after a command; `version` says which events it includes. */
const changed = z.strictObject({ session: sessionView })

/** Sessions: their lists, and every command an agent has. Each command is decided by the domain's rule of its name. */
export const sessionEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/sessions',
    summary: 'A list of sessions that match a filter, in any order, by key',
    access: 'sessions.read',
    input: z.strictObject({
      list: sessionList.default('all'),
      filter: filterText,
      sort: sortKey,
      direction: sortDirection,
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(sessionRow),
    errors: ['bad_request', 'invalid_input', 'list_too_slow'],
  }),
  count: endpoint({
    method: 'GET',
    path: '/api/v1/sessions/count',
    summary: 'How many sessions of a list match a filter, up to 10,001, which means more than 10,000',
    access: 'sessions.read',
    input: z.strictObject({ list: sessionList.default('all'), filter: filterText }),
    output: z.strictObject({ count: z.int() }),
    errors: ['invalid_input', 'list_too_slow'],
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
  transcript: endpoint({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/transcript',
    summary:
      'One session with a page of its messages: the newest, those around a message or a moment, or those before or after a version',
    access: 'sessions.read',
    input: z
      .strictObject({
        ...one,
        around: messageId.optional(),
        since: z.coerce.number().pipe(moment).optional(),
        before: version.optional(),
        after: version.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      })
      .refine(
        ({ around, since, before, after }) =>
          [around, since, before, after].filter((place) => place !== undefined).length <= 1,
        'a page has one place',
      ),
    output: sessionTranscript,
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
    input: z.strictObject({
      ...command,
      endReason: endReason.default('agent_ended'),
      /** What came of it, in one of the workspace's outcomes; left out, it stays as it is. */
      outcome: outcome.optional(),
    }),
    output: changed,
    errors: [...writeErrors, 'requirements_missing', 'invalid_input'],
  }),
  setPriority: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/priority',
    summary: 'Say how urgent a session is',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, priority }),
    output: changed,
    errors: markErrors,
  }),
  setOutcome: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/outcome',
    summary: 'Say what came of a session; null takes it back',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, outcome: outcome.nullable() }),
    output: changed,
    errors: [...markErrors, 'invalid_input'],
  }),
  rate: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/rating',
    summary: "Keep the contact's verdict, 1 to 5, that a program has asked for",
    access: 'sessions.answer',
    input: z.strictObject({ ...command, rating: z.int().min(1).max(5) }),
    output: changed,
    errors: markErrors,
  }),
  changeTags: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/tags',
    summary:
      'Add and remove tags of a session; of an exclusive group, another tag takes the place of the one there',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, add: tagIds, remove: tagIds }),
    output: changed,
    errors: [...markErrors, 'tags_exclusive'],
  }),
  setFields: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/fields',
    summary: 'Give custom fields values, by key; null takes a value away. All are kept, or none',
    access: 'sessions.answer',
    input: z.strictObject({ ...command, fields: fieldChanges }),
    output: z.strictObject({ session: sessionView, fields: fieldValues }),
    errors: [...markErrors, 'invalid_input'],
  }),
  clocks: endpoint({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/clocks',
    summary: "A session's clocks and each agent's part, by the wall clock and in business hours, as of now",
    access: 'sessions.read',
    input: z.strictObject(one),
    output: sessionClocks,
    errors: ['not_found'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/sessions/:sessionId',
    summary: 'Delete an ended session with everything that was said in it',
    access: 'sessions.delete',
    audit: 'session.deleted',
    input: z.strictObject(one),
    /** The number it had, by which people still speak of it. */
    output: z.strictObject({ number: z.int() }),
    errors: ['not_found', 'session_live'],
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
    input: z.strictObject({
      ...one,
      clientId,
      text: cleanText(noteTextMax).trim().min(1),
      /** Agents it speaks to, who see the session in Mentions. */
      mentions: z.array(agentId).max(20).default([]),
    }),
    output: z.strictObject({ session: sessionView, noteId, version: z.int() }),
    errors: ['not_found', 'client_id_reused', 'invalid_input'],
  }),
}
