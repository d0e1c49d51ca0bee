import { type ErrorCode, errorStatus, type FieldError } from '@rapport/contract'
import type { Decision, SessionEvent } from '@rapport/domain'

/** A failure the caller may see and act on. Anything else thrown is a bug and becomes a bare 500. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** For the log only: ids and causes that must not leave the server. */
  readonly internal: Readonly<Record<string, unknown>>
  /** What was wrong with the input, field by field; empty for errors that are not about input. */
  readonly fields: readonly FieldError[]
  /** When it is worth another try; null when the caller has to change something. */
  readonly retryAfterMs: number | null

  constructor(
    code: ErrorCode,
    internal: Record<string, unknown> = {},
    options: ErrorOptions & { fields?: readonly FieldError[]; retryAfterMs?: number } = {},
  ) {
    super(code, options)
    this.name = 'AppError'
    this.code = code
    this.internal = internal
    this.fields = options.fields ?? []
    this.retryAfterMs = options.retryAfterMs ?? null
  }

  get status(): number {
    return errorStatus[this.code]
  }
}

/** The events of an accepted decision; a refusal becomes the error of the same name. */
export function orRefuse(decision: Decision): readonly SessionEvent[] {
  if (decision.accepted) return decision.events
  throw new AppError(decision.refusal)
}
