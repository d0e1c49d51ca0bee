import { type ErrorCode, errorStatus, type Problem } from '@rapport/contract'
import { DatabaseUnavailable, sqlStateOf } from '../db/index.ts'
import { AppError } from '../errors.ts'

/** The body of an error answer. The title is for developers: people's words are looked up by the code. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { code, fields } = error
  const words = code.replaceAll('_', ' ')
  return {
    type: `urn:rapport:error:${code}`,
    title: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`,
    status: errorStatus[code],
    code,
    requestId,
    ...(fields.length > 0 ? { fields } : {}),
  }
}

const codesOfFastify: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
  FST_REQ_FILE_TOO_LARGE: 'too_large',
}

// Full disks and memory, too many connections, a statement or a lock that took too long: all pass.
const passingStates = /^(53|57014|55P03)/

/**
 * Any thrown thing as what the caller may know of it. What is not on purpose is `internal`: a bug, whose details are
 * for the log alone.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (error instanceof DatabaseUnavailable || passingStates.test(sqlStateOf(error) ?? '')) {
    return new AppError('unavailable', {}, { cause: error })
  }
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('unavailable', {}, { cause: error })
  if (
    typeof code === 'string' &&
    code.startsWith('FST_') &&
    typeof statusCode === 'number' &&
    statusCode < 500
  ) {
    return new AppError(codesOfFastify[code] ?? 'bad_request', { fastify: code }, { cause: error })
  }
  return new AppError('internal', {}, { cause: error })
}
