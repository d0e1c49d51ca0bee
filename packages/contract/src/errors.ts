import type { Refusal } from '@rapport/domain'

/** Every error a caller can meet, with its HTTP status. The code is API: text for people is looked up by it. */
export const errorStatus = {
  bad_request: 400,
  malformed_json: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  forbidden: 403,
  foreign_origin: 403,
  not_found: 404,
  session_ended: 409,
  session_not_yours: 409,
  session_taken: 409,
  session_not_taken: 409,
  session_live: 409,
  changed_meanwhile: 409,
  in_use: 409,
  review_submitted: 409,
  review_answered: 409,
  review_not_disputed: 409,
  nothing_to_summarise: 409,
  nothing_to_export: 409,
  export_running: 409,
  export_not_ready: 409,
  export_expired: 410,
  export_out_of_reach: 403,
  export_failed: 500,
  disk_full: 507,
  mail_not_set_up: 409,
  tag_too_deep: 409,
  tag_cycle: 409,
  tag_required: 409,
  tags_exclusive: 409,
  contact_banned: 403,
  already_banned: 409,
  requirements_missing: 409,
  selection_changed: 409,
  newer_messages: 409,
  client_id_reused: 409,
  channel_cannot_send: 409,
  already_set_up: 404,
  email_taken: 409,
  name_taken: 409,
  last_owner: 409,
  file_already_used: 409,
  address_taken: 409,
  cursor_expired: 410,
  too_large: 413,
  unsupported_media_type: 415,
  file_type_refused: 415,
  invalid_input: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  list_too_slow: 504,
  search_too_slow: 504,
} as const satisfies Record<Refusal, number> & Record<string, number>

export type ErrorCode = keyof typeof errorStatus

/** The same as a list, for a schema that takes a code and nothing else. */
export const errorCodes = Object.keys(errorStatus) as readonly ErrorCode[]

/** One thing wrong with the input: where, as a path of keys, and what, for a developer. */
export type FieldError = Readonly<{ path: readonly (string | number)[]; message: string }>

/** The body of every error answer, as application/problem+json (RFC 9457). */
export type Problem = Readonly<{
  type: `urn:rapport:error:${ErrorCode}`
  title: string
  status: number
  code: ErrorCode
  requestId: string
  fields?: readonly FieldError[]
}>
