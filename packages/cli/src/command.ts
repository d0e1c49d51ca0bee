/** What a command ends with. Anything thrown that is not a `UsageError` counts as `failed`. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Where a command writes. Results go to `out`, all else to `err`, so that a pipe gets results alone. */
export type Terminal = Readonly<{
  out(line: string): void
  err(line: string): void
  /** Writes over the last line, where there is a screen; null where there is none. */
  redraw: ((line: string) => void) | null
  /** Everything that is piped in, for what must not stand on a command line. */
  input(): Promise<string>
  environment: Readonly<Record<string, string | undefined>>
  /** Raised when the operator wants to stop. */
  stop: AbortSignal
}>

/** One command of the operator's tool. */
export type Command = Readonly<{
  /** One word, or a noun and a verb. */
  name: string
  summary: string
  help: string
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>
}>

/** The operator asked for something that cannot be; the message is one line that says what. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}
