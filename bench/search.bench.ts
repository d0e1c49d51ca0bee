import { countMax } from '@rapport/contract'
import { Client } from 'pg'
import { clientConfig } from '../packages/server/src/platform/db/index.ts'
import type { Desk } from './desk.ts'
import type { Figure } from './figure.ts'
import {
  addHistory,
  type Caller,
  historyName,
  type Indexing,
  liveSessions,
  type Size,
  signIn,
  sizes,
} from './history.ts'
import { timesAtPace } from './pace.ts'
import { type SearchCase, scanCounts, searchCases } from './search-cases.ts'
import { percentile } from './statistics.ts'

const connections = 8
const perSecond = 12
const rounds = 4
const limitMs = 50
const indexingMin = 5_000

/**
 * PERF-5: searches in all that was ever said, over HTTP, with snippets and counts: words, beginnings of words, phrases, two
 * Chinese letters, numbers, and what nobody said. Counts are held to a plain scan of every text. And how fast the index
 * is filled from the feed.
 */
export async function measureSearch(desk: Desk, size: Size): Promise<Figure[]> {
  const client = new Client(clientConfig(desk.connection, { limits: { statementMs: 600_000 } }))
  await client.connect()
  try {
    const indexing = await fill(desk, client, sizes[size].to)
    const supervisor = await signIn(desk, 'supervisor@demo.test', connections)
    try {
      const cases = await searchCases(client, supervisor.workspaceId)
      const wrong = await compareCounts(client, supervisor, cases)
      const samples = await sample(supervisor, cases)
      return [
        ...latencyFigures(samples, sizes[size].to),
        countsFigure(cases.length, wrong),
        ...indexingFigures(indexing),
      ]
    } finally {
      supervisor.close()
    }
  } finally {
    await client.end()
  }
}

/** Adds what the workspace of years lacks to its full size. */
async function fill(desk: Desk, client: Client, sessions: number): Promise<Indexing | null> {
  const { rows } = await client.query(
    `select count(*) from sessions s join workspaces w using (workspace_id) where w.name = $1`,
    [historyName],
  )
  const there = Number(rows[0].count)
  return there >= sessions ? null : await addHistory(desk, sessions - there, there === 0 ? liveSessions : 0)
}

const pathOf = ({ q }: SearchCase) => `/api/v1/search/messages?${new URLSearchParams({ q, limit: '30' })}`

/** How many searches count something else than a scan of all texts does. */
async function compareCounts(
  client: Client,
  caller: Caller,
  cases: readonly SearchCase[],
): Promise<string[]> {
  const scanned = await scanCounts(client, caller.workspaceId, { cases, max: countMax })
  const wrong: string[] = []
  for (const [i, one] of cases.entries()) {
    const { count } = JSON.parse(await caller.get(pathOf(one))) as { count: number }
    if (count !== scanned[i]) wrong.push(`${one.q}: ${count}, not ${scanned[i]}`)
  }
  return wrong
}

type Sample = Readonly<{ kind: string; q: string; ms: number }>

async function sample(caller: Caller, cases: readonly SearchCase[]): Promise<Sample[]> {
  // In another order than by kind, so that whatever else the machine does meets all of them.
  const nth = (i: number) => cases[(i * 7919) % cases.length] as SearchCase
  const times = await timesAtPace({ perSecond, count: cases.length * rounds }, (i) =>
    caller.get(pathOf(nth(i))),
  )
  return times.map((ms, i) => ({ kind: nth(i).kind, q: nth(i).q, ms }))
}

function latencyFigures(samples: readonly Sample[], sessions: number): Figure[] {
  const messages = (sessions * 10).toLocaleString('en')
  return [...Map.groupBy(samples, ({ kind }) => kind)].map(([kind, own]) => {
    const times = own.map(({ ms }) => ms)
    const value = percentile(times, 0.95)
    const slowest = own.reduce((worst, one) => (one.ms > worst.ms ? one : worst))
    return {
      ...against(`PERF-5 search of ${messages} messages: ${kind}, p95`, value, limitMs),
      unit: 'ms',
      note: `p50 ${percentile(times, 0.5).toFixed(1)} ms, at most ${slowest.ms.toFixed(0)} ms for ${slowest.q}`,
    }
  })
}

const against = (name: string, value: number, limit: number): Figure => ({
  name,
  value,
  unit: '',
  limit,
  limitName: 'limit',
  ratio: value / limit,
  target: '<= 1',
  pass: value <= limit,
})

const countsFigure = (asked: number, wrong: readonly string[]): Figure => ({
  ...against('PERF-5 counts that differ from a scan', wrong.length, 1),
  unit: `of ${asked}`,
  limit: 0,
  target: '0',
  ratio: wrong.length,
  pass: wrong.length === 0,
  ...(wrong.length === 0 ? {} : { note: wrong.slice(0, 3).join('; ') }),
})

function indexingFigures(indexing: Indexing | null): Figure[] {
  if (indexing === null || indexing.messages === 0) return []
  const value = indexing.messages / (indexing.ms / 1_000)
  return [
    {
      ...against('PERF-5 messages made ready for search', value, indexingMin),
      unit: '/s',
      target: '>= 1',
      pass: value >= indexingMin,
      note: `${indexing.messages.toLocaleString('en')} after the history was written`,
    },
  ]
}
