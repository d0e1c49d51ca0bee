import { type DestinationStream, type Logger, pino } from 'pino'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/**
 * The log of one process: JSON lines on standard error, so that what a person is told on standard output stays
 * readable. Fields that could carry a secret are struck out whoever logs them.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          'token',
          'password',
          'authorization',
          'cookie',
          'secret',
          '*.token',
          '*.password',
          '*.secret',
        ],
        censor: '[struck out]',
      },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}
