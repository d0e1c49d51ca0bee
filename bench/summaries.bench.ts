import { setTimeout as sleep } from 'node:timers/promises'
import { instant, type Turn } from '@rapport/domain'
import { Client } from 'pg'
import { makeSummaryHere } from '../packages/server/src/ai/testing/make-summary-here.ts'
import { fillWorkspace } from '../packages/server/src/operating.ts'
import { clientConfig, openDatabase } from '../packages/server/src/platform/db/index.ts'
import { connectVisitor, type Desk, sendAndWait } from './desk.ts'
import type { Figure } from './figure.ts'
import { sending } from './message-in.bench.ts'
import { median, percentile, ratePerSecond } from './statistics.ts'

const name = 'Backlog'
const sessions = 10_000
const messagesEach = 20
const cpuMsMax = 5
const concurrency = 32
const rounds = 3
const roundMs = 4_000
const lossMax = 0.2

/**
 * What summaries cost: the processor's time for a session of twenty messages, and what PERF-1 loses while a backlog of
 * imported sessions is worked off beside it, against the same without one, in turns.
 */
export async function measureSummaries(desk: Desk): Promise<Figure[]> {
  const client = new Client(clientConfig(desk.connection, { limits: { statementMs: 600_000 } }))
  await client.connect()
  const visitors = await Promise.all(Array.from({ length: concurrency }, () => connectVisitor(desk)))
  try {
    for (const visitor of visitors) await sendAndWait(visitor, 'Hello')
    await ratePerSecond(visitors.map(sending), 2_000)
    await fill(desk)
    const times = await reckon(client)
    const without: number[] = []
    const beside: number[] = []
    let done = 0
    // In turns, so that whatever else the machine does meets both.
    for (let round = 0; round < rounds; round += 1) {
      await hide(client)
      without.push(await ratePerSecond(visitors.map(sending), roundMs))
      const begun = await show(client)
      beside.push(await ratePerSecond(visitors.map(sending), roundMs))
      done += (await countTold(client)) - begun
    }
    const perSecond = await pace(client)
    await hide(client)
    return [cpuFigure(times), lossFigure({ without, beside, done, perSecond })]
  } finally {
    for (const visitor of visitors) visitor.close()
    await client.end()
  }
}

async function fill(desk: Desk): Promise<void> {
  const db = openDatabase(desk.connection, { poolSize: 2, limits: { statementMs: 600_000 } })
  try {
    const platform = { db, now: () => instant(Date.now()) }
    await fillWorkspace(platform, { name, sessions, messages: messagesEach, seed: 5 })
  } finally {
    await db.destroy()
  }
}

/** Processor time of each of five hundred sessions, told here, as the thread tells them; warm, as the thread is. */
async function reckon(client: Client): Promise<number[]> {
  const { rows } = await client.query<{ turns: Turn[] }>(
    `select json_agg(json_build_object('from', m.author ->> 'kind', 'text', m.text) order by m.version) as turns
       from (select s.* from sessions s join workspaces w using (workspace_id)
              where w.name = $1 and s.message_count = $2 limit 500) s
       join messages m using (workspace_id, session_id)
      where m.author ->> 'kind' <> 'system' group by m.session_id`,
    [name, messagesEach],
  )
  const tell = ({ turns }: { turns: Turn[] }): number => {
    const begun = process.cpuUsage()
    makeSummaryHere({ turns, languageHint: null, tags: [] })
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1_000
  }
  rows.slice(0, 100).forEach(tell)
  return rows.map(tell)
}

async function countTold(client: Client): Promise<number> {
  const { rows } = await client.query(
    'select count(*) from session_summaries join workspaces w using (workspace_id) where w.name = $1',
    [name],
  )
  return Number(rows[0].count)
}

/** Nothing waits to be told any more, so that what is measured next is measured alone. */
async function hide(client: Client): Promise<void> {
  await client.query(
    `update sessions s set summarised_by = 'extractive' from workspaces w
      where w.workspace_id = s.workspace_id and w.name = $1 and s.summarised_by is null`,
    [name],
  )
  await sleep(3_000)
}

/** All that has not been told waits again; answers how many were when the work on it has begun. */
async function show(client: Client): Promise<number> {
  await client.query(
    `update sessions s set summarised_by = null from workspaces w
      where w.workspace_id = s.workspace_id and w.name = $1 and s.state = 'ended' and not exists (
        select from session_summaries y where y.workspace_id = s.workspace_id and y.session_id = s.session_id)`,
    [name],
  )
  const before = await countTold(client)
  for (const giveUpAt = Date.now() + 60_000; Date.now() < giveUpAt; await sleep(200)) {
    const told = await countTold(client)
    if (told > before) return told
  }
  throw new Error('Nobody works off the backlog')
}

/** How many sessions a second are told while there is nothing else to do. */
async function pace(client: Client): Promise<number> {
  const before = await countTold(client)
  await sleep(5_000)
  return ((await countTold(client)) - before) / 5
}

function cpuFigure(times: readonly number[]): Figure {
  const value = times.reduce((sum, ms) => sum + ms, 0) / times.length
  return {
    name: `SUMMARIES processor time of a session of ${messagesEach} messages`,
    value,
    unit: 'ms',
    limit: cpuMsMax,
    limitName: 'limit',
    ratio: value / cpuMsMax,
    target: '<= 1',
    pass: value <= cpuMsMax,
    note: `${times.length} sessions, p50 ${percentile(times, 0.5).toFixed(2)} ms, p99 ${percentile(times, 0.99).toFixed(2)} ms`,
  }
}

type Loss = Readonly<{
  without: readonly number[]
  beside: readonly number[]
  done: number
  perSecond: number
}>

function lossFigure({ without, beside, done, perSecond }: Loss): Figure {
  const value = median([...beside])
  const limit = median([...without])
  const ratio = value / limit
  return {
    name: 'SUMMARIES PERF-1 beside a backlog',
    value,
    unit: '/s',
    limit,
    limitName: 'without one',
    ratio,
    target: `>= ${1 - lossMax}`,
    pass: ratio >= 1 - lossMax,
    note: `${done} told meanwhile in ${(rounds * roundMs) / 1_000} s; ${perSecond.toFixed(0)}/s with nothing else to do`,
  }
}
