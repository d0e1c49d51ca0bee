/** Why a request came to nothing. `timeout` is also the caller's own signal, which ends a call early. */
export type FetchFailure =
  | 'refused_address'
  | 'unresolved'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'too_large'
  | 'broken'

/** What may be said of a failure to whoever named the address. */
type PublicFailure = 'unreachable' | 'tls' | 'timeout' | 'too_large' | 'broken'

const publicOf: Record<FetchFailure, PublicFailure> = {
  refused_address: 'unreachable',
  unresolved: 'unreachable',
  connect: 'unreachable',
  tls: 'tls',
  timeout: 'timeout',
  too_large: 'too_large',
  broken: 'broken',
}

const words: Record<PublicFailure, string> = {
  unreachable: 'The address cannot be reached.',
  tls: 'No secure connection could be made to the address.',
  timeout: 'The other side took too long to answer.',
  too_large: 'The answer is too large.',
  broken: 'The connection broke off before the answer was complete.',
}

/**
 * A request that came to nothing. `reason` and `cause` are for the log; whoever named the address gets `publicReason` or
 * `message`, which are the same for an address that is refused, one that nobody knows and one that nobody listens on, so
 * that nobody learns from us what stands in a network they cannot reach themselves.
 */
export class FetchFailed extends Error {
  readonly reason: FetchFailure
  readonly publicReason: PublicFailure
  /** Whether the request may have reached the other side. False is certain: trying again cannot do a thing twice. */
  readonly sent: boolean
  /** The status that had already arrived when the answer broke off, was too large or took too long. */
  readonly status: number | null

  constructor(
    reason: FetchFailure,
    details: ErrorOptions & Readonly<{ sent?: boolean; status?: number | null }> = {},
  ) {
    super(words[publicOf[reason]], details)
    this.name = 'FetchFailed'
    this.reason = reason
    this.publicReason = publicOf[reason]
    this.sent = details.sent ?? false
    this.status = details.status ?? null
  }
}
