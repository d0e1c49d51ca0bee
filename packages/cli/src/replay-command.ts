import { instant } from '@rapport/domain'
import { newClientId } from '@rapport/sdk'
import {
  demoPassword,
  demoPeople,
  openExemptions,
  parseImportLine,
  readConfig,
  readLines,
} from '@rapport/server/operating'
import { type Command, exitCodes, type Terminal, UsageError } from './command.ts'
import { readArguments, readFileArgument, readNumber } from './read-arguments.ts'
import { enterDesk } from './replay/desk.ts'
import { type Replayed, replayConversations } from './replay/replay-conversations.ts'
import { type Script, toScript } from './replay/replay-line.ts'
import { showProgress } from './show-progress.ts'

const visitorsMax = 180

const help = `rapport replay FILE.jsonl [--speed N] [--visitors N] [--limit N] [--url URL] [--inbox NAME]
       [--email EMAIL --password PASSWORD] [--json]

Has the conversations of a file again, live, against a running server: each contact's lines through a visitor's
socket of its own, the agent's over the API, while one agent socket follows all of them. Then counts.

  --speed N       how many times faster than they were had, 1 to 100,000 (default 60)
  --visitors N    how many at a time, 1 to ${visitorsMax} (default 10)
  --limit N       the first N conversations only
  --url URL       the server; the one of this configuration when left out
  --inbox NAME    the web chat they write to; the first that waits for people when left out
  --email, --password   who answers; the demo's supervisor when left out
  --json          the result as JSON

The file's format is that of rapport import. On the machine that holds the server's key the public limits do not apply.

The last line is sent=… stored=… seen=… lost=… dup=… order_breaks=… seconds=…
Ends with 0 when nothing was lost, doubled or out of order, 1 otherwise, 2 when the command makes no sense.`

const options = {
  speed: { type: 'string' },
  visitors: { type: 'string' },
  limit: { type: 'string' },
  url: { type: 'string' },
  inbox: { type: 'string' },
  email: { type: 'string' },
  password: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** `rapport replay`: real conversations, had again by real clients, and counted. */
export const replayCommand: Command = {
  name: 'replay',
  summary: 'Have the conversations of a file again, live, and count what arrives',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options)
    const file = await readFileArgument(positionals)
    const speed = readNumber('speed', values.speed, { fallback: 60, min: 1, max: 100_000 })
    const visitors = readNumber('visitors', values.visitors, { fallback: 10, min: 1, max: visitorsMax })
    const limit = readNumber('limit', values.limit, { fallback: 1e9, min: 1, max: 1e9 })
    const config = readConfig(terminal.environment)
    const supervisor = demoPeople.find(({ role }) => role === 'supervisor')
    const desk = await enterDesk({
      url: readUrl(values.url ?? `http://127.0.0.1:${config.port}`),
      email: values.email ?? supervisor?.email ?? '',
      password: values.password ?? demoPassword,
      inbox: values.inbox ?? null,
      exemption: await openExemptions(config),
    })

    const startedAt = performance.now()
    const total = await countScripts(file.path, limit)
    const progress = showProgress(terminal)
    const replayed = await replayConversations(desk, readScripts(file.path, { speed, limit }, terminal), {
      visitors: Math.floor(visitors),
      signal: terminal.stop,
      onProgress: ({ conversations, sent }) =>
        progress(conversations / total, `${conversations} conversations, ${sent} messages`),
    })
    const seconds = (performance.now() - startedAt) / 1000
    return conclude(replayed, { seconds, isJson: values.json }, terminal)
  },
}

function conclude(
  { verdict, failures }: Replayed,
  { seconds, isJson }: Readonly<{ seconds: number; isJson: boolean }>,
  terminal: Terminal,
) {
  for (const failure of failures) terminal.err(failure)
  const { sent, stored, seen, lost, dup, orderBreaks } = verdict
  const figures = {
    sent,
    stored,
    seen,
    lost,
    dup,
    order_breaks: orderBreaks,
    seconds: Number(seconds.toFixed(1)),
  }
  const line = Object.entries(figures)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
  terminal.out(isJson ? JSON.stringify({ ...figures, failures: failures.length }) : line)
  if (terminal.stop.aborted) return exitCodes.interrupted
  const isGood = lost + dup + orderBreaks + failures.length === 0 && sent === stored && sent === seen
  return isGood ? exitCodes.ok : exitCodes.failed
}

type Reading = Readonly<{ speed: number; limit: number }>

async function* readScripts(
  path: string,
  { speed, limit }: Reading,
  terminal: Terminal,
): AsyncGenerator<Script> {
  let count = 0
  for await (const fileLine of readLines(path)) {
    if (count >= limit) return
    count += 1
    const read = parseImportLine(fileLine, instant(Date.now()))
    if ('line' in read) yield toScript(read.line, speed, newClientId)
    else terminal.err(`line ${read.number}: ${read.reason}`)
  }
}

async function countScripts(path: string, limit: number): Promise<number> {
  let count = 0
  for await (const _line of readLines(path)) {
    count += 1
    if (count >= limit) break
  }
  return Math.max(1, count)
}

function readUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text.replace(/\/$/, '')
  throw new UsageError('--url must be an address such as http://127.0.0.1:4300')
}
