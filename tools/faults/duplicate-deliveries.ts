import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startDurableDatabase } from '../../packages/server/src/platform/db/testing/durable-database.ts'
import { withClient } from '../../packages/server/src/platform/db/testing/start-test-server.ts'
import { aPlace, type Place } from '../../packages/server/src/testing/a-place.ts'
import { readStored } from '../../packages/server/src/testing/read-stored.ts'
import {
  type GenericProgram,
  startGenericProgram,
} from '../../packages/server/src/testing/simulators/generic-program.ts'
import { startApp } from './app-process.ts'
import { openFolder } from './ground.ts'
import { percentile } from './percentile.ts'
import { createRandom, type Random, randomBelow } from './random.ts'
import { openSlowLink, type SlowLink } from './slow-link.ts'
import { judge, type Verdict } from './verdict.ts'

/** How many events come, how many requests a second, and how slow the database is meanwhile. */
export type DuplicatePlan = Readonly<{ seed: number; events: number; perSecond: number; slowMs: number }>

const ackMsMax = 200
const warmUps = 40
const handledMsMax = 120_000

/**
 * FAULT-6, on the generic channel: every event comes one to five times, half of the repeated ones at once on two nodes,
 * while the database answers late. Each request is acknowledged in time, each is kept once and counted, and each event is
 * one message.
 */
export async function duplicateDeliveries(plan: DuplicatePlan): Promise<Verdict> {
  await using opened = new AsyncDisposableStack()
  const ground = await openTwoNodes(opened)
  const { program, doors, link, place, connection } = ground
  const random = createRandom(plan.seed)
  link.delayBy(plan.slowMs)
  // A node opens its connections when it first needs them: that is a start, and not what is measured.
  const warming = Array.from({ length: warmUps }, (_, n) =>
    program.tell(typing, { hookUrl: doors[n % 2] ?? '' }),
  )
  await Promise.all(warming)
  const bare = await startPulse(link.url)
  const acks = await bombard(plan, ground, random)
  const bareMs = await bare()
  link.delayBy(0)

  const kept = () => countKept(connection, place.workspaceId)
  await untilHandled(kept)
  const { deliveries, times } = await kept()
  const { lines, holes } = await readStored(connection, place.workspaceId)
  const distinct = new Set(lines.map(({ text }) => text)).size
  const delivered = acks.filter(({ status }) => status === 200).length
  const ackMs = acks.map(({ ms }) => ms)
  return judge('FAULT-6', {
    figures: [
      { name: 'delivered', value: delivered, want: acks.length },
      { name: 'counted', value: times - warmUps, want: acks.length },
      { name: 'kept', value: deliveries - warmUps, want: plan.events },
      { name: 'unique', value: distinct, want: plan.events },
      { name: 'stored', value: lines.length, want: plan.events },
      { name: 'per_channel_dup', value: lines.length - distinct, want: 0 },
      { name: 'holes', value: holes, want: 0 },
      { name: 'database_slowed_ms', value: plan.slowMs },
      { name: 'ack_p50_ms', value: Math.ceil(percentile(ackMs, 0.5)) },
      // On a machine that is busy with other things a bare commit takes longer than it was slowed by; so may an answer.
      {
        name: 'ack_p99_ms',
        value: Math.ceil(percentile(ackMs, 0.99)),
        want: { atMost: Math.max(ackMsMax, Math.ceil(2 * percentile(bareMs, 0.99))) },
      },
      { name: 'bare_commit_p99_ms', value: Math.ceil(percentile(bareMs, 0.99)) },
    ],
    complaints: [],
    seed: plan.seed,
  })
}

async function untilHandled(kept: () => Promise<Readonly<{ waiting: number }>>): Promise<void> {
  const from = performance.now()
  while ((await kept()).waiting > 0 && performance.now() - from < handledMsMax) await sleep(100)
}

const typing = { type: 'typing', thread: 'nobody', on: true }

type TwoNodes = Readonly<{
  place: Place
  connection: Parameters<typeof readStored>[0]
  link: SlowLink
  program: GenericProgram
  doors: readonly string[]
}>

async function openTwoNodes(opened: AsyncDisposableStack): Promise<TwoNodes> {
  const { folder, close } = await openFolder()
  opened.defer(close)
  const database = await startDurableDatabase(join(folder, 'database'))
  opened.defer(database.stop)
  const link = await openSlowLink(database.connection)
  opened.defer(link.close)
  const key = randomBytes(32)
  const variables = {
    RAPPORT_DATA_DIR: join(folder, 'app'),
    RAPPORT_DEMO: '0',
    RAPPORT_LOG_LEVEL: 'error',
    RAPPORT_SECRET_KEY: key.toString('hex'),
    DATABASE_URL: link.url,
  }
  const nodes = [await startApp(variables), await startApp(variables)]
  for (const node of nodes) opened.defer(node.stop)
  const place = await aPlace(database.connection, key)
  const program = await startGenericProgram()
  opened.defer(program.close)
  const origins = nodes.map(({ origin }) => origin)
  const path = await connectProgram(place, origins[0] ?? '', program)
  const doors = origins.map((origin) => `${origin}${path}`)
  return { place, connection: database.connection, link, program, doors }
}

/** Makes the inbox as a developer does, by the API. Answers the path of its door. */
async function connectProgram(place: Place, origin: string, program: GenericProgram): Promise<string> {
  const settings = { url: null, deduplicates: true, replyWindowHours: null }
  const choices = {
    name: 'Till',
    channelLabel: null,
    startsIn: 'unassigned',
    botId: null,
    teamId: null,
    settings,
  }
  const answer = await fetch(`${origin}/api/v1/generic-inboxes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${place.ownerToken}`,
      'x-rapport-workspace': place.workspaceId,
      'content-type': 'application/json',
    },
    body: JSON.stringify(choices),
  })
  const made = (await answer.json()) as {
    inbox: { generic: { hookUrl: string } }
    inboundSecret: string
    outboundSecret: string
  }
  const { inbox, inboundSecret, outboundSecret } = made
  program.sign({ hookUrl: inbox.generic.hookUrl, inboundSecret, outboundSecret })
  return new URL(inbox.generic.hookUrl).pathname
}

type Ack = Readonly<{ status: number; ms: number }>

/** Sends at the plan's pace, whatever the answers: each event with its repeats, in turn or at once on both nodes. */
async function bombard(
  { events, perSecond }: DuplicatePlan,
  { program, doors }: TwoNodes,
  random: Random,
): Promise<readonly Ack[]> {
  const telling: Promise<readonly Ack[]>[] = []
  const from = performance.now()
  let sent = 0
  for (let n = 0; n < events; n += 1) {
    const times = 1 + randomBelow(random, 5)
    const isAtOnce = random() < 0.5
    const event = { type: 'message', id: `m${n}`, person: { id: `p${n % 97}` }, text: `Event ${n}` }
    const first = randomBelow(random, 2)
    const copies = Array.from({ length: times }, (_, copy) => doors[(first + copy) % doors.length] ?? '')
    telling.push(tellCopies(program, event, { id: `request-${n}`, copies, isAtOnce }))
    sent += times
    const aheadMs = (sent / perSecond) * 1_000 - (performance.now() - from)
    if (aheadMs > 0) await sleep(aheadMs)
  }
  return (await Promise.all(telling)).flat()
}

async function tellCopies(
  program: GenericProgram,
  event: object,
  { id, copies, isAtOnce }: Readonly<{ id: string; copies: readonly string[]; isAtOnce: boolean }>,
): Promise<readonly Ack[]> {
  // The signature's second is the first try's, as with a sender who signs once.
  const at = new Date()
  if (isAtOnce) return await Promise.all(copies.map((hookUrl) => program.tell(event, { id, at, hookUrl })))
  const acks: Ack[] = []
  for (const hookUrl of copies) acks.push(await program.tell(event, { id, at, hookUrl }))
  return acks
}

/** Commits next to nothing over the slow way, again and again; answers how long each commit took. */
async function startPulse(url: string): Promise<() => Promise<readonly number[]>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const took: number[] = []
  let isOver = false
  async function beat(): Promise<void> {
    while (!isOver) {
      const from = performance.now()
      await client.query("select pg_logical_emit_message(true, 'pulse', '')")
      took.push(performance.now() - from)
      await sleep(20)
    }
  }
  const beating = beat()
  return async () => {
    isOver = true
    await beating
    await client.end()
    return took
  }
}

function countKept(connection: TwoNodes['connection'], workspaceId: string) {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ deliveries: number; times: number; waiting: number }>(
      `select count(*)::int as deliveries, coalesce(sum(times), 0)::int as times,
         count(*) filter (where state = 'received')::int as waiting from deliveries where workspace_id = $1`,
      [workspaceId],
    )
    return rows[0] ?? { deliveries: 0, times: 0, waiting: Number.NaN }
  })
}
