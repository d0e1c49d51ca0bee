import type { ErrorCode, FieldError, Problem } from '@rapport/contract/light'

/** Every code a call can fail with. `unreachable`: there was no answer, or none that Rapport had written. */
export type FailureCode = ErrorCode | 'unreachable'

/**
 * The one error of this package. `code` is API: act on it, and look up words for people by it. `fields` says what was
 * wrong with the input, `requestId` finds the call in the server's log, `retryAfterMs` is how long to wait when the
 * server said so. `status` is 0 when there was no answer.
 *
 * @example
 * await client.sessions.end({ sessionId }).catch((error) => {
 *   if (isRapportError(error) && error.code === 'session_not_yours') showTakenByAnother()
 *   else throw error
 * })
 */
export class RapportError extends Error {
  readonly code: FailureCode
  readonly status: number
  readonly fields: readonly FieldError[]
  readonly requestId: string | null
  readonly retryAfterMs: number | null

  constructor(code: FailureCode, answer: AnswerFacts = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'RapportError'
    this.code = code
    this.status = answer.status ?? 0
    this.fields = answer.fields ?? []
    this.requestId = answer.requestId ?? null
    this.retryAfterMs = answer.retryAfterMs ?? null
  }
}

type AnswerFacts = Partial<Pick<Problem, 'status' | 'fields' | 'requestId'>> &
  Readonly<{ retryAfterMs?: number | null }>

/** Whether something caught came from this package. */
export const isRapportError = (error: unknown): error is RapportError => error instanceof RapportError

/** Whether the same call may succeed later although nothing about it changes: the network, a restart, a limit. */
export const mayPass = ({ code }: RapportError): boolean =>
  code === 'unreachable' || code === 'unavailable' || code === 'internal' || code === 'too_many_requests'
