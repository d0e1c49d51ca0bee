import {
  type FillTally,
  fillWorkspace,
  openOperating,
  readConfig,
  WorkspaceUnclear,
} from '@rapport/server/operating'
import { type Command, exitCodes, type Terminal, UsageError } from './command.ts'
import { readArguments, readNumber } from './read-arguments.ts'
import { showProgress } from './show-progress.ts'

const help = `rapport demo --sessions N [--messages N] [--workspace NAME] [--seed N] [--json]

Fills a workspace with invented sessions over two years, to see how a desk behaves after them: contacts of eleven
languages, every channel and state, up to 2,400 of them live. Nothing is sent to anybody.

  --sessions N      how many, 1 to 100,000,000; a million take some minutes and about 15 GB
  --messages N      how many messages a session has on average, 4 to 200 (default 10)
  --workspace NAME  which workspace, by name or id; made when there is none. "Demo N" when left out
  --seed N          another number tells other stories
  --json            what was written, as JSON

People of every role come with it, as owner@demo.test, supervisor@demo.test, agent-01@demo.test and others, whose
password everybody knows: nothing for a desk that others can reach. Stopped, it ends with the batch under way and
leaves everything whole; run again it adds more. Works beside a running server, or without one.

Ends with 0 when all of it is there, 2 when the command makes no sense, 130 when stopped.`

/** `rapport demo`: as many sessions as a desk has after years, in minutes. */
export const demoCommand: Command = {
  name: 'demo',
  summary: 'Fill a workspace with any number of invented sessions',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      sessions: { type: 'string' },
      messages: { type: 'string' },
      workspace: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    if (positionals.length > 0) throw new UsageError(`What is ${positionals.join(' ')}?`)
    if (values.sessions === undefined) throw new UsageError('Say how many sessions with --sessions')
    const sessions = Math.floor(readNumber('sessions', values.sessions, { fallback: 0, min: 1, max: 1e8 }))
    const messages = readNumber('messages', values.messages, { fallback: 10, min: 4, max: 200 })
    const seed = readNumber('seed', values.seed, { fallback: 1, min: 0, max: 2 ** 32 - 1 })
    const name = values.workspace ?? `Demo ${sessions.toLocaleString('en')}`
    if (name.trim() === '') throw new UsageError('A workspace has a name')

    const { RAPPORT_LOG_LEVEL = 'error' } = terminal.environment
    const operating = await openOperating(readConfig({ ...terminal.environment, RAPPORT_LOG_LEVEL }))
    const begun = performance.now()
    try {
      const tally = await fillWorkspace(operating.platform, {
        name,
        sessions,
        messages,
        seed,
        signal: terminal.stop,
        onProgress: tellProgress(terminal, sessions),
      }).catch(refuse)
      const seconds = (performance.now() - begun) / 1_000
      terminal.out(
        values.json
          ? JSON.stringify({ workspace: name, ...tally, seconds })
          : summarise(tally, name, seconds),
      )
      return terminal.stop.aborted ? exitCodes.interrupted : exitCodes.ok
    } finally {
      await operating.close()
    }
  },
}

function refuse(error: unknown): never {
  throw error instanceof WorkspaceUnclear ? new UsageError(error.message) : error
}

function tellProgress(terminal: Terminal, total: number): (tally: FillTally) => void {
  const progress = showProgress(terminal)
  const begun = performance.now()
  return ({ sessions }) => {
    const perSecond = sessions / ((performance.now() - begun) / 1_000)
    const left = spellTime((total - sessions) / perSecond)
    const rate = `${Math.round(perSecond).toLocaleString('en')} a second`
    progress(sessions / total, `${sessions.toLocaleString('en')} sessions, ${rate}, ${left} left`)
  }
}

function spellTime(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5_400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}

function summarise({ sessions, messages, events, contacts }: FillTally, name: string, seconds: number) {
  const [s, m, e, c] = [sessions, messages, events, contacts].map((n) => n.toLocaleString('en'))
  const rate = Math.round(sessions / seconds).toLocaleString('en')
  return `wrote ${s} sessions of ${c} contacts with ${m} messages and ${e} events into ${name} in ${seconds.toFixed(1)} s, ${rate} a second`
}
