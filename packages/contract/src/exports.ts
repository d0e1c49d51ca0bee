import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { errorCodes } from './errors.ts'
import { filterText, sortDirection, sortKey } from './filters.ts'
import {
  agentId,
  cleanText,
  clientId,
  emailAddress,
  exportId,
  exportPlanId,
  moment,
  nothing,
  page,
  sessionId,
  shortName,
  viewId,
  workspaceId,
} from './scalars.ts'
import { sessionList } from './session-views.ts'

const exportFormat = z.enum(['csv', 'xlsx', 'html', 'jsonl'])
/** What kind of file: for spreadsheets, as a page that opens anywhere, or a line of JSON for each session. */
export type ExportFormat = z.output<typeof exportFormat>

/** What of each session goes into the file. Everything but the columns is left out unless it is asked for. */
export const exportOptions = z.strictObject({
  /** As the table names them, custom fields too (`field.order_number`), in this order; at least one. */
  columns: z.array(cleanText(60)).min(1).max(200),
  transcripts: z.boolean().default(false),
  notes: z.boolean().default(false),
  /** What happened besides messages: assigned, transferred, ended. */
  systemMessages: z.boolean().default(false),
  /** The files themselves, where the format can carry them; else their names. */
  files: z.boolean().default(false),
  /** The IANA zone that moments are written in. */
  timeZone: cleanText(60).default('UTC'),
  /** A language tag: of headers, and of words for states and reasons. */
  language: cleanText(35).default('en'),
})
export type ExportOptions = z.output<typeof exportOptions>

/** Which sessions: these, or all that match. What matches is frozen when the export begins. */
const target = z.union([
  z.strictObject({ sessionIds: z.array(sessionId).min(1).max(1_000) }),
  z.strictObject({ list: sessionList, filter: filterText, sort: sortKey, direction: sortDirection }),
])

/** A file of sessions that is being made, or is ready. */
export const exportView = z.strictObject({
  id: exportId,
  name: z.string(),
  format: exportFormat,
  options: exportOptions,
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'expired']),
  /** Sessions in all, those written, and those deleted meanwhile. */
  total: z.int(),
  done: z.int(),
  gone: z.int(),
  /** Of the finished file; of what is written so far while it runs. */
  bytes: z.int(),
  error: z.enum(errorCodes).nullable(),
  createdAt: moment,
  finishedAt: moment.nullable(),
  /** When the file is thrown away. */
  expiresAt: moment.nullable(),
  planId: exportPlanId.nullable(),
  /** Whether it can be begun anew; of one that is very old, it is not known what it was asked for. */
  mayRepeat: z.boolean(),
})
export type ExportView = z.output<typeof exportView>

const rhythm = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), time: cleanText(5), timeZone: cleanText(60) }),
  z.strictObject({
    every: z.literal('week'),
    weekday: z.int().min(1).max(7),
    time: cleanText(5),
    timeZone: cleanText(60),
  }),
  z.strictObject({
    every: z.literal('month'),
    day: z.int().min(1).max(31),
    time: cleanText(5),
    timeZone: cleanText(60),
  }),
])

/** An export that is made again and again, of a view as it then is. */
export const exportPlanView = z.strictObject({
  id: exportPlanId,
  name: z.string(),
  viewId,
  viewName: z.string(),
  format: exportFormat,
  options: exportOptions,
  rhythm,
  ownerId: agentId,
  ownerName: z.string(),
  nextAt: moment,
  lastAt: moment.nullable(),
  /** Why the last time came to nothing; null where it did not, or there was none. */
  lastError: z.enum(errorCodes).nullable(),
})
export type ExportPlanView = z.output<typeof exportPlanView>
const plan = { name: shortName, viewId, format: exportFormat, options: exportOptions, rhythm }

const beginningErrors = [
  'not_found',
  'client_id_reused',
  'selection_changed',
  'nothing_to_export',
  'export_running',
  'invalid_input',
  'list_too_slow',
] as const

/** Files of sessions. Each belongs to whoever asked for it; others do not know that it exists. */
export const exportEndpoints = {
  create: endpoint({
    method: 'POST',
    path: '/api/v1/exports',
    summary: 'Begin a file of sessions: these, or all that match. A small one is ready with the answer',
    access: 'exports.create',
    audit: 'export.begun',
    input: z.strictObject({
      clientId,
      target,
      format: exportFormat,
      options: exportOptions,
      name: shortName.optional(),
      /** How many sessions the caller expects; another number is refused, so that the file is what they saw. */
      expected: z.int().min(1).optional(),
    }),
    output: exportView,
    errors: beginningErrors,
  }),
  repeat: endpoint({
    method: 'POST',
    path: '/api/v1/exports/:exportId/repeat',
    summary: 'Begin an export anew as it was asked for, of what matches by now, in a file of its own',
    access: 'exports.create',
    audit: 'export.begun',
    input: z.strictObject({ exportId, clientId }),
    output: exportView,
    errors: beginningErrors,
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/v1/exports',
    summary: "One's own exports, newest first",
    access: 'exports.create',
    input: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(500).optional(),
    }),
    output: page(exportView),
    errors: ['bad_request'],
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/v1/exports/:exportId',
    summary: 'How far an export has come',
    access: 'exports.create',
    input: z.strictObject({ exportId }),
    output: exportView,
    errors: ['not_found'],
  }),
  link: endpoint({
    method: 'POST',
    path: '/api/v1/exports/:exportId/link',
    summary:
      'A link to the finished file, for some minutes, and only while its maker may export what is in it',
    access: 'exports.create',
    audit: 'export.downloaded',
    input: z.strictObject({ exportId }),
    output: z.strictObject({ url: z.string(), expiresAt: moment }),
    errors: ['not_found', 'export_not_ready', 'export_expired', 'export_out_of_reach'],
  }),
  download: endpoint({
    method: 'GET',
    path: '/api/v1/exports/:exportId/content',
    summary: 'The finished file, by a signed link',
    access: 'public',
    input: z.strictObject({
      workspaceId,
      exportId,
      /** Whose link it is: a hash of their token. */
      holder: z.string().regex(/^[0-9a-f]{64}$/),
      expires: cleanText(20),
      signature: cleanText(100),
    }),
    output: z.unknown(),
    errors: ['not_found', 'export_expired', 'export_out_of_reach'],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/api/v1/exports/:exportId/cancel',
    summary: 'Stop an export, and throw away what is written',
    access: 'exports.create',
    audit: 'export.cancelled',
    input: z.strictObject({ exportId }),
    output: exportView,
    errors: ['not_found'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/exports/:exportId',
    summary: 'Delete an export with its file',
    access: 'exports.create',
    audit: 'export.removed',
    input: z.strictObject({ exportId }),
    output: nothing,
    errors: ['not_found'],
  }),
  mailTranscript: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/transcript/mail',
    summary: 'Send the transcript of one session by e-mail, without notes',
    access: 'exports.create',
    audit: 'transcript.mailed',
    input: z.strictObject({ sessionId, clientId, to: emailAddress }),
    output: nothing,
    errors: ['not_found', 'mail_not_set_up', 'client_id_reused'],
  }),
}

/** Planned exports. Each is made in its owner's name and by their rights at that time, and waits among their exports. */
export const exportPlanEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/export-plans',
    summary: "One's own planned exports",
    access: 'exports.create',
    input: nothing,
    output: z.strictObject({ items: z.array(exportPlanView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/export-plans',
    summary: 'Plan an export of a view',
    access: 'exports.create',
    audit: 'export_plan.created',
    input: z.strictObject(plan),
    output: exportPlanView,
    errors: ['not_found', 'invalid_input'],
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/v1/export-plans/:exportPlanId',
    summary: 'Change a planned export',
    access: 'exports.create',
    audit: 'export_plan.changed',
    input: z.strictObject({ exportPlanId, ...plan }),
    output: exportPlanView,
    errors: ['not_found', 'invalid_input'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/export-plans/:exportPlanId',
    summary: 'Plan an export no longer; the files it made stay',
    access: 'exports.create',
    audit: 'export_plan.removed',
    input: z.strictObject({ exportPlanId }),
    output: nothing,
    errors: ['not_found'],
  }),
}
