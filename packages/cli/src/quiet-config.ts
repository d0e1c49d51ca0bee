import { type Config, readConfig } from '@rapport/server/operating'
import type { Terminal } from './command.ts'

/** The installation's configuration, with a log that leaves the terminal to the command unless it was asked for. */
export function quietConfig({ environment }: Terminal): Config {
  const { RAPPORT_LOG_LEVEL = 'error' } = environment
  return readConfig({ ...environment, RAPPORT_LOG_LEVEL })
}
