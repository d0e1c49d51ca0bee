import { deliveryId } from '@rapport/contract'
import { type DeliveryId, type InboxId, type Instant, instant } from '@rapport/domain'
import {
  listDeliveryIds,
  listInboxes,
  type Operating,
  openOperating,
  replayDeliveries,
} from '@rapport/server/operating'
import { chooseWorkspace } from './choose-workspace.ts'
import { type Command, type ExitCode, exitCodes, type Terminal, UsageError } from './command.ts'
import { quietConfig } from './quiet-config.ts'
import { readArguments } from './read-arguments.ts'
import { showCount } from './show-count.ts'
import { showProgress } from './show-progress.ts'

const help = `rapport deliveries replay [--state STATE] [--inbox NAME] [--since WHEN] [--id ID]… [--workspace NAME] [--dry-run] [--json]

Has what channels delivered read and handled again, as after a mistake of ours was mended: failed ones of the last eight
days, unless said otherwise. What a delivery said already changes nothing a second time. The work is done by the server
that runs on this database, or by the next that starts.

  --state STATE     failed (default), received, handled, or all
  --inbox NAME      only those of one inbox, by name or id
  --since WHEN      only those received since: 2026-01-31, 2026-01-31T09:30:00Z, or 90m, 24h, 7d ago
  --id ID           these alone, whatever their state and age; give it once for each
  --workspace NAME  the workspace, by name or id; not needed when there is only one
  --dry-run         count, and change nothing
  --json            the count as a line of JSON

Ends with 0 when it is asked for, 1 when an id is not there, 2 when the command makes no sense, 130 when stopped.`

const states = ['received', 'handled', 'failed'] as const

/** `rapport deliveries replay`: what came in, handled again. */
export const deliveriesReplayCommand: Command = {
  name: 'deliveries replay',
  summary: 'Have what channels delivered handled again',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      state: { type: 'string', default: 'failed' },
      inbox: { type: 'string' },
      since: { type: 'string', default: '8d' },
      id: { type: 'string', multiple: true, default: [] },
      workspace: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    if (positionals.length > 0) throw new UsageError(`What is ${positionals.join(' ')}?`)
    const state = values.state === 'all' ? null : states.find((one) => one === values.state)
    if (state === undefined) throw new UsageError(`--state must be one of ${states.join(', ')}, all`)
    const since = readSince(values.since)
    const ids = values.id.map(readId)
    const operating = await openOperating(quietConfig(terminal))
    try {
      const { scope } = await chooseWorkspace(operating, values.workspace ?? null)
      const inboxId = await findInbox(operating, scope, values.inbox ?? null)
      const chosen = ids.length > 0 ? ids : await list(operating, scope, { state, inboxId, since })
      const job = { chosen, scope, isDry: values['dry-run'], isJson: values.json, isNamed: ids.length > 0 }
      return await replay(operating, job, terminal)
    } finally {
      await operating.close()
    }
  },
}

type Scope = Awaited<ReturnType<typeof chooseWorkspace>>['scope']

const mostAtOnce = 100_000
const batch = 200

type Wanted = Readonly<{ state: (typeof states)[number] | null; inboxId: InboxId | null; since: Instant }>

async function list({ platform }: Operating, scope: Scope, wanted: Wanted): Promise<DeliveryId[]> {
  return await listDeliveryIds(platform.db, scope, { ...wanted, limit: mostAtOnce })
}

type Job = Readonly<{
  chosen: readonly DeliveryId[]
  scope: Scope
  isDry: boolean
  isJson: boolean
  isNamed: boolean
}>

async function replay(operating: Operating, job: Job, terminal: Terminal): Promise<ExitCode> {
  const found = job.isDry ? job.chosen.length : await replayAll(operating, job, terminal)
  const missing = job.isNamed && !job.isDry ? job.chosen.length - found : 0
  if (terminal.stop.aborted) return exitCodes.interrupted
  if (job.isJson) terminal.out(JSON.stringify({ dryRun: job.isDry, deliveries: found, missing }))
  else {
    const will = job.isDry ? 'would' : 'will'
    terminal.out(`${found === 1 ? '1 delivery' : `${found} deliveries`} ${will} be handled again`)
  }
  if (job.chosen.length === mostAtOnce) terminal.err('There may be more: run it again')
  if (missing === 0) return exitCodes.ok
  terminal.err(`${showCount(missing, 'id')} not there`)
  return exitCodes.failed
}

/** In batches, so that a stop between two leaves whole ones: what was asked for is done, the rest was not. */
async function replayAll(
  { platform }: Operating,
  { chosen, scope }: Job,
  terminal: Terminal,
): Promise<number> {
  const progress = showProgress(terminal)
  let replayed = 0
  for (let from = 0; from < chosen.length && !terminal.stop.aborted; from += batch) {
    replayed += await replayDeliveries(platform, scope, chosen.slice(from, from + batch))
    progress(Math.min(1, (from + batch) / chosen.length), `${replayed} deliveries`)
  }
  return replayed
}

async function findInbox(
  { platform }: Operating,
  scope: Scope,
  wanted: string | null,
): Promise<InboxId | null> {
  if (wanted === null) return null
  const inboxes = await listInboxes(platform.db, scope)
  const found = inboxes.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase())
  const [inbox, other] = found
  if (inbox === undefined) {
    throw new UsageError(
      `There is no inbox ${wanted}; there are ${inboxes.map(({ name }) => name).join(', ')}`,
    )
  }
  if (other !== undefined)
    throw new UsageError(`Say which inbox by its id: ${found.map(({ id }) => id).join(', ')}`)
  return inbox.id
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

function readSince(text: string): Instant {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? []
  const ago = Number(count) * (units[unit] ?? 0)
  const at = ago > 0 ? Date.now() - ago : Date.parse(text)
  if (Number.isFinite(at)) return instant(at)
  throw new UsageError('--since must be a moment such as 2026-01-31T09:30:00Z, or 24h or 7d ago')
}

function readId(text: string): DeliveryId {
  const read = deliveryId.safeParse(text)
  if (read.success) return read.data
  throw new UsageError(`${text} is not the id of a delivery`)
}
