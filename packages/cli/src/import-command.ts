import {
  type BadLine,
  type ImportTally,
  importSessions,
  type Operating,
  openOperating,
  readLines,
} from '@rapport/server/operating'
import { chooseWorkspace } from './choose-workspace.ts'
import { type Command, type ExitCode, exitCodes, type Terminal } from './command.ts'
import { quietConfig } from './quiet-config.ts'
import { readArguments, readFileArgument } from './read-arguments.ts'
import { showProgress } from './show-progress.ts'

const help = `rapport import FILE.jsonl [--workspace NAME] [--dry-run] [--json]

Brings in sessions from elsewhere. One session a line:
  {"id": "…", "channel": "…", "contact": {"name": "…"}, "startedAt": "2026-01-31T09:30:00Z",
   "messages": [{"at": "…", "author": "contact" | "agent" | "system", "text": "…"}], "meta": {}}
contact may also have id (lines with one id are one contact's), email, phone and locale. A line may say more of its
session: priority, outcome, rating (1 to 5), tags (names; new ones are made) and origin (language, country, pageUrl,
referrer, device). Lines up to 3 MB.

The sessions are ended, as imported; nobody is notified. A channel without an inbox gets one of its name. Lines
that cannot be read are named and skipped. Run it again after a break: lines that are here already are skipped.
Works beside a running server, or without one.

  --workspace NAME  the workspace, by name or id; not needed when there is only one
  --dry-run         read and check everything, write nothing
  --json            the summary, and every bad line, as JSON lines

Ends with 0 when every line is here, 1 when some were bad, 2 when the command makes no sense, 130 when stopped.`

/** `rapport import`: sessions from a file into a workspace. */
export const importCommand: Command = {
  name: 'import',
  summary: 'Bring in sessions from a JSON Lines file',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      workspace: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    const file = await readFileArgument(positionals)
    const operating = await openOperating(quietConfig(terminal))
    try {
      const job = { file, operating, isDry: values['dry-run'], isJson: values.json }
      return await run(job, values.workspace ?? null, terminal)
    } finally {
      await operating.close()
    }
  },
}

type Job = Readonly<{
  file: Readonly<{ path: string; bytes: number }>
  operating: Operating
  isDry: boolean
  isJson: boolean
}>

async function run(job: Job, workspace: string | null, terminal: Terminal): Promise<ExitCode> {
  const { db, now } = job.operating.platform
  const { scope, name } = await chooseWorkspace(job.operating, workspace)
  const progress = showProgress(terminal)
  const tally = await importSessions({ db, scope, now }, readLines(job.file.path), {
    dryRun: job.isDry,
    signal: terminal.stop,
    onBadLine: (line) => tellBadLine(line, job, terminal),
    onProgress: (so) => progress(so.bytes / job.file.bytes, `${so.imported} sessions, ${so.bad} bad lines`),
  })
  terminal.out(
    job.isJson
      ? JSON.stringify({ workspace: name, dryRun: job.isDry, ...tally })
      : summarise(tally, job, name),
  )
  if (terminal.stop.aborted) return exitCodes.interrupted
  return tally.bad > 0 ? exitCodes.failed : exitCodes.ok
}

function tellBadLine({ number, id, reason }: BadLine, { isJson }: Job, terminal: Terminal): void {
  if (isJson) terminal.out(JSON.stringify({ line: number, id, reason }))
  else terminal.err(`line ${number}${id === null ? '' : ` (${id})`}: ${reason}`)
}

function summarise(tally: ImportTally, { isDry }: Job, workspace: string): string {
  const { imported, messages, already, bad, newInboxes } = tally
  const did = isDry ? 'would import' : 'imported'
  const inboxes = newInboxes.length === 0 ? '' : `, new inboxes: ${newInboxes.join(', ')}`
  return `${did} ${imported} sessions with ${messages} messages into ${workspace}; ${already} were there, ${bad} lines bad${inboxes}`
}
