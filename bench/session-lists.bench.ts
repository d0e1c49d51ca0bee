import { Client } from 'pg'
import { clientConfig } from '../packages/server/src/platform/db/index.ts'
import type { Desk } from './desk.ts'
import type { Figure } from './figure.ts'
import { addHistory, type Caller, historyName, liveSessions, type Size, signIn, sizes } from './history.ts'
import { type Ground, leanPage } from './lean-lists.ts'
import { type AskedCase, listCases } from './list-cases.ts'
import { timesAtPace } from './pace.ts'
import { percentile } from './statistics.ts'

const connections = 8
const perSecond = 100
const warmRounds = 6
const roundsPerCase = 18
const dayMs = 24 * 3_600_000

/**
 * PERF-3 and PERF-4: pages of every list over HTTP against the leanest SQL for the same rows at the same pace over as
 * many connections, once with ten thousand sessions and once with many more; and the counts of all lists.
 */
export async function measureSessionLists(desk: Desk, size: Size): Promise<Figure[]> {
  const { from, to } = sizes[size]
  await addHistory(desk, from, liveSessions)
  const before = await measureAt(desk)
  await addHistory(desk, to - from, 0)
  const after = await measureAt(desk)
  return [...listFigures(after, to), growthFigure(before, after, { from, to }), countFigure(after, to)]
}

type Sample = Readonly<{ group: string; ms: number }>
type Measured = Readonly<{ product: readonly Sample[]; lean: readonly Sample[]; counts: readonly number[] }>

async function measureAt(desk: Desk): Promise<Measured> {
  const supervisor = await signIn(desk, 'supervisor@demo.test', connections)
  const agent = await signIn(desk, 'agent-01@demo.test', connections)
  const clients = await Promise.all(Array.from({ length: connections }, () => openClient(desk)))
  const [client] = clients
  if (client === undefined) throw new Error('There is no connection')
  const ground = { workspaceId: supervisor.workspaceId, activeSince: new Date(Date.now() - 7 * dayMs) }
  try {
    const cases = await listCases(client, ground, { supervisor, agent })
    for (const one of cases) await compare(client, ground, one)
    const idle = [...clients]
    const ask = (one: AskedCase) => one.by.get(one.path)
    const askLean = (one: AskedCase) => sendLean(idle, leanPage(ground, one.asked, 51))
    const { product, lean } = await sample(cases, { ask, askLean })
    const counts = await timesAtPace({ perSecond: 50, count: 500 }, () =>
      supervisor.get('/api/v1/sessions/counts'),
    )
    return { product, lean, counts }
  } finally {
    for (const caller of [supervisor, agent] satisfies Caller[]) caller.close()
    await Promise.all(clients.map((one) => one.end()))
  }
}

async function openClient(desk: Desk): Promise<Client> {
  const client = new Client(clientConfig(desk.connection, { limits: { statementMs: 120_000 } }))
  await client.connect()
  return client
}

/** Both must answer the same rows, or what is compared is not the same work. */
async function compare(client: Client, ground: Ground, { path, by, asked }: AskedCase): Promise<void> {
  const { items } = JSON.parse(await by.get(path)) as { items: { session: { id: string } }[] }
  const { rows } = await client.query(leanPage(ground, asked, 50))
  const [ours, theirs] = [items.map(({ session }) => session.id), rows.map((row) => row.session_id)]
  if (ours.join() !== theirs.join())
    throw new Error(`${path} answers other rows than its lean SQL in ${historyName}`)
}

type Sides = Readonly<{
  ask(one: AskedCase): Promise<unknown>
  askLean(one: AskedCase): Promise<unknown>
}>

/** Asks both in turn, so that whatever else the machine does at a moment meets the one as it meets the other. */
async function sample(
  cases: readonly AskedCase[],
  { ask, askLean }: Sides,
): Promise<Pick<Measured, 'product' | 'lean'>> {
  const nth = (i: number) => cases[(i >> 1) % cases.length] as AskedCase
  const work = (i: number) => (i % 2 === 0 ? ask(nth(i)) : askLean(nth(i)))
  // A few times around unmeasured: a first time is planned, and read from disk.
  await timesAtPace({ perSecond, count: cases.length * 2 * warmRounds }, work)
  const times = await timesAtPace({ perSecond, count: cases.length * 2 * roundsPerCase }, work)
  const samples = times.map((ms, i) => ({ group: nth(i).group, ms }))
  return { product: samples.filter((_, i) => i % 2 === 0), lean: samples.filter((_, i) => i % 2 === 1) }
}

const names = new Map<string, string>()

/** On the connection that was last free, as the product's pool has it; each statement prepared once on each. */
async function sendLean(idle: Client[], text: string): Promise<unknown> {
  const client = idle.pop()
  if (client === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 1))
    return await sendLean(idle, text)
  }
  const name = names.get(text) ?? `lean-${names.size}`
  names.set(text, name)
  try {
    return await client.query({ name, text })
  } finally {
    idle.push(client)
  }
}

const p95 = (samples: readonly Sample[], group?: string): number =>
  percentile(
    samples.filter((one) => group === undefined || one.group === group).map(({ ms }) => ms),
    0.95,
  )

function listFigures({ product, lean }: Measured, sessions: number): Figure[] {
  const groups = [...new Set(product.map(({ group }) => group))]
  const ratios = groups.map((group) => ({ group, value: p95(product, group), limit: p95(lean, group) }))
  const worst = ratios.toSorted((a, b) => b.value / b.limit - a.value / a.limit)[0]
  if (worst === undefined) throw new Error('No list was measured')
  const median = (samples: readonly Sample[]) =>
    percentile(
      samples.map(({ ms }) => ms),
      0.5,
    ).toFixed(1)
  const at = `${sessions.toLocaleString('en')} sessions`
  return [
    {
      ...against(`PERF-3 lists over HTTP at ${at}, p95`, p95(product), p95(lean)),
      note: `p50 ${median(product)} ms, lean ${median(lean)} ms; ${product.length} pages of ${groups.length} lists`,
    },
    { ...against('PERF-3 the list that is worst of them, p95', worst.value, worst.limit), note: worst.group },
  ]
}

const against = (name: string, value: number, limit: number): Figure => ({
  name,
  value,
  unit: 'ms',
  limit,
  limitName: 'lean SQL',
  ratio: value / limit,
  target: '<= 3',
  pass: value / limit <= 3,
})

function growthFigure(before: Measured, after: Measured, { from, to }: { from: number; to: number }): Figure {
  const [value, limit] = [p95(after.product), p95(before.product)]
  return {
    name: `PERF-3 growth from ${from.toLocaleString('en')} to ${to.toLocaleString('en')}, p95`,
    value,
    unit: 'ms',
    limit,
    limitName: 'smaller',
    ratio: value / limit,
    target: '<= 1.5',
    pass: value / limit <= 1.5,
    note: `${liveSessions} live at both sizes`,
  }
}

function countFigure({ counts }: Measured, sessions: number): Figure {
  const value = percentile(counts, 0.95)
  return {
    name: `PERF-4 counts of all lists at ${sessions.toLocaleString('en')}, p95`,
    value,
    unit: 'ms',
    limit: 5,
    limitName: 'limit',
    ratio: value / 5,
    target: '<= 1',
    pass: value <= 5,
    note: `p50 ${percentile(counts, 0.5).toFixed(1)} ms over HTTP; no list waits for them`,
  }
}
