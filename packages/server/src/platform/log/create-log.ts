import { type DestinationStream, type Logger, pino } from 'pino'
import { describeError } from './describe-error.ts'
import { factsNow } from './log-facts.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

// Names under which a secret, or somebody's words, could come.
const secretNames = [
  'token',
  'password',
  'passwordHash',
  'authorization',
  'cookie',
  'secret',
  'key',
  'apiKey',
  'text',
  'body',
  'email',
]

/**
 * The log of one process: JSON lines on standard error, so that what a person is told on standard output stays
 * readable. A line of a request says which one; fields that could carry a secret or somebody's words are struck out
 * whoever logs them.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      mixin: () => factsNow() ?? {},
      serializers: { err: (error: unknown) => describeError(error) },
      redact: {
        paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[struck out]',
      },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}
