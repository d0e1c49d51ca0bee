import { randomUUID } from 'node:crypto'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ExportView, workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { fillWorkspace } from '../packages/server/src/operating.ts'
import { clientConfig, openDatabase } from '../packages/server/src/platform/db/index.ts'
import { connectVisitor, type Desk, type Line, sendAndWait } from './desk.ts'
import type { Figure } from './figure.ts'
import { type Caller, type Size, signIn } from './history.ts'
import { sending } from './message-in.bench.ts'
import { median, ratePerSecond } from './statistics.ts'

const name = 'Exports'
const sessionsOf = { small: 20_000, large: 200_000 } as const
const rounds = 3
const comparisons = 5
const concurrency = 32
const roundMs = 4_000
const growthBytesMax = 100 * 1024 * 1024
/** Live Helper Chat's 34 seconds for 20,300 sessions, of which a tenth is wanted. */
const peerMs = 34_000 / 10

/**
 * PERF-7: a CSV with transcripts, from asking to ready, against a COPY … TO STDOUT that makes the same rows; how much the
 * server grows meanwhile, in every format; and what PERF-1 loses while one is written.
 */
export async function measureExports(desk: Desk, size: Size): Promise<Figure[]> {
  const sessions = sessionsOf[size]
  const client = new Client(clientConfig(desk.connection, { limits: { statementMs: 600_000 } }))
  await client.connect()
  const visitors = await Promise.all(Array.from({ length: concurrency }, () => connectVisitor(desk)))
  try {
    await fill(desk, client, sessions)
    const caller = await signIn(desk, 'supervisor@demo.test', 2, name)
    // The first is not timed: by then the server has compiled what writes it, and the database has looked after new rows.
    const others: Taken[] = [await take(desk, caller, 'csv')]
    const csv = await compare(desk, client, caller)
    for (const format of ['xlsx', 'html'] as const) others.push(await take(desk, caller, format))
    const loss = await measureLoss(desk, caller, visitors)
    caller.close()
    return [...csvFigures(csv, sessions), growthFigure([...others, ...csv.takes]), loss]
  } finally {
    for (const visitor of visitors) visitor.close()
    await client.end()
  }
}

/** Sessions of ten messages, each told at once, so that nothing is measured beside the work on a backlog. */
async function fill(desk: Desk, client: Client, sessions: number): Promise<void> {
  const db = openDatabase(desk.connection, { poolSize: 2, limits: { statementMs: 600_000 } })
  try {
    const platform = { db, now: () => instant(Date.now()) }
    await fillWorkspace(platform, { name, sessions, messages: 10, seed: 7 })
  } finally {
    await db.destroy()
  }
  await client.query(
    `update sessions s set summarised_by = 'extractive' from workspaces w
      where w.workspace_id = s.workspace_id and w.name = $1 and s.summarised_by is null`,
    [name],
  )
  await client.query('vacuum analyze sessions, messages, session_events')
}

const columns = [
  'number',
  'contact',
  'state',
  'inbox',
  'agent',
  'team',
  'started',
  'ended',
  'messages',
  'rating',
]

/** One export: how long, how large, and how much the server grew at most. */
type Taken = Readonly<{ format: string; ms: number; bytes: number; done: number; grown: number }>

async function take(desk: Desk, caller: Caller, format: ExportView['format']): Promise<Taken> {
  const before = (await desk.cost()).rssBytes
  const begun = performance.now()
  const made = await begin(desk, caller, format)
  let grown = 0
  for (let at = made; ; at = await look(caller, made.id)) {
    grown = Math.max(grown, (await desk.cost()).rssBytes - before)
    if (at.state !== 'running') {
      if (at.state !== 'done') throw new Error(`The export ended as ${at.state}: ${at.error}`)
      const ms = performance.now() - begun
      await remove(desk, caller, made.id)
      return { format, ms, bytes: at.bytes, done: at.done, grown }
    }
    await sleep(25)
  }
}

const begin = (desk: Desk, caller: Caller, format: ExportView['format']): Promise<ExportView> =>
  send(desk, caller, {
    path: '/api/v1/exports',
    method: 'POST',
    body: {
      clientId: randomUUID(),
      target: { list: 'all', filter: '', sort: 'started', direction: 'desc' },
      format,
      options: { columns, transcripts: true },
    },
  })

const look = async (caller: Caller, id: string): Promise<ExportView> =>
  JSON.parse(await caller.get(`/api/v1/exports/${id}`)) as ExportView

const remove = (desk: Desk, caller: Caller, id: string): Promise<object> =>
  send(desk, caller, { path: `/api/v1/exports/${id}`, method: 'DELETE' })

type Request = Readonly<{ path: string; method: 'POST' | 'DELETE'; body?: object }>

async function send<Answer>(
  desk: Desk,
  { token, workspaceId }: Caller,
  { path, method, body }: Request,
): Promise<Answer> {
  const answer = await fetch(`${desk.origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      [workspaceHeader]: workspaceId,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

type Compared = Readonly<{ takes: readonly Taken[]; copies: readonly number[]; copyBytes: number }>

async function compare(desk: Desk, client: Client, caller: Caller): Promise<Compared> {
  const takes: Taken[] = []
  const copies: number[] = []
  let copyBytes = 0
  for (let round = 0; round < comparisons; round += 1) {
    takes.push(await take(desk, caller, 'csv'))
    const begun = performance.now()
    copyBytes = await copy(client, caller.workspaceId)
    copies.push(performance.now() - begun)
  }
  return { takes, copies, copyBytes }
}

/** The same rows by PostgreSQL alone: columns with their names, and the talk as one text with who said what and when. */
async function copy(client: Client, workspaceId: string): Promise<number> {
  const stream = client.query(
    copyTo(`copy (
      select s.number, c.name, s.state, i.name, a.display_name, t.name, to_char(s.started_at, 'YYYY-MM-DD HH24:MI:SS'),
        case when s.state = 'ended' then to_char(s.since, 'YYYY-MM-DD HH24:MI:SS') end, s.message_count, s.rating,
        (select string_agg('[' || to_char(m.at, 'YYYY-MM-DD HH24:MI:SS') || '] ' || case m.author ->> 'kind'
             when 'contact' then coalesce(c.name, 'Visitor') when 'agent' then p.display_name else b.name end
             || ': ' || m.text, e'\\n' order by m.version)
           from messages m
           left join memberships p on p.workspace_id = m.workspace_id and p.user_id::text = m.author ->> 'id'
           left join bots b on b.workspace_id = m.workspace_id and b.bot_id::text = m.author ->> 'id'
          where m.workspace_id = s.workspace_id and m.session_id = s.session_id)
      from sessions s
      join contacts c using (workspace_id, contact_id)
      join inboxes i using (workspace_id, inbox_id)
      left join memberships a on a.workspace_id = s.workspace_id and a.user_id = s.agent_id
      left join teams t on t.workspace_id = s.workspace_id and t.team_id = s.team_id
      where s.workspace_id = '${workspaceId}' order by s.started_at desc, s.session_id desc
    ) to stdout with (format csv)`),
  )
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  await finished(stream)
  return bytes
}

async function measureLoss(desk: Desk, caller: Caller, visitors: readonly Line[]): Promise<Figure> {
  for (const visitor of visitors) await sendAndWait(visitor, 'Hello')
  await ratePerSecond(visitors.map(sending), 2_000)
  const without = await ratesOf(visitors)
  const { id } = await begin(desk, caller, 'csv')
  const beside = await ratesOf(visitors)
  const { done, total, state } = await look(caller, id)
  await remove(desk, caller, id)
  const value = median(beside)
  const limit = median([...without, ...(await ratesOf(visitors))])
  const ratio = value / limit
  return {
    name: 'PERF-7 message in beside an export',
    value,
    unit: '/s',
    limit,
    limitName: 'without',
    ratio,
    target: '>= 0.8',
    pass: ratio >= 0.8 && state === 'running',
    note: `${state}, ${done} of ${total} sessions written meanwhile`,
  }
}

async function ratesOf(visitors: readonly Line[]): Promise<number[]> {
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1)
    rates.push(await ratePerSecond(visitors.map(sending), roundMs))
  return rates
}

function csvFigures({ takes, copies, copyBytes }: Compared, sessions: number): Figure[] {
  const ms = median(takes.map((one) => one.ms))
  const copyMs = median(copies)
  const [last] = takes.slice(-1)
  const limit = peerMs * (sessions / 20_000)
  const size = `${((last?.bytes ?? 0) / 1e6).toFixed(1)} MB, COPY ${(copyBytes / 1e6).toFixed(1)} MB`
  const common = { name: `PERF-7 CSV with transcripts, ${sessions} sessions`, value: ms, unit: 'ms' }
  return [
    {
      ...common,
      ...{ limit: copyMs, limitName: 'COPY', ratio: copyMs / ms, target: '>= 0.5' },
      pass: copyMs / ms >= 0.5 && last?.done === sessions,
      note: `${last?.done} rows, ${size}`,
    },
    {
      ...common,
      ...{ limit, limitName: 'a tenth of 34 s', ratio: ms / limit, target: '<= 1', pass: ms <= limit },
    },
  ]
}

function growthFigure(takes: readonly Taken[]): Figure {
  const value = Math.max(...takes.map(({ grown }) => grown))
  const each = takes.map(
    ({ format, grown, ms }) => `${format} ${(grown / 1e6).toFixed(0)} in ${ms.toFixed(0)} ms`,
  )
  return {
    name: 'PERF-7 growth of the server while it exports',
    value: value / 1e6,
    unit: 'MB',
    limit: growthBytesMax / 1e6,
    limitName: 'limit',
    ratio: value / growthBytesMax,
    target: '<= 1',
    pass: value <= growthBytesMax,
    note: each.join(', '),
  }
}
