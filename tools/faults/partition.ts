import { setTimeout as sleep } from 'node:timers/promises'
import { newClientId } from '@rapport/sdk'
import { withClient } from '../../packages/server/src/platform/db/testing/start-test-server.ts'
import { type Crowd, type LoadPlan, runLoad, until } from './load.ts'
import { type NodePair, openNodePair } from './node-pair.ts'
import { percentile } from './percentile.ts'
import { judge, type Verdict } from './verdict.ts'
import { beginVisitor } from './visitor.ts'
import { watch } from './watcher.ts'

/** `faults`: how many of the three cuts, in their order; how long each lasts; how many messages measure the news. */
export type PartitionPlan = LoadPlan & Readonly<{ cutMs: number; probes: number }>

/** What the cuts came to, summed up or at its worst. */
type Cuts = {
  acks: number
  notReadyMs: number
  there: number
  left: number
  bothAssigned: number
  news: number[]
}

// What a node had committed before the cut may still be on its way out.
const underWayMs = 250
const moveMs = 12_000

/**
 * FAULT-4: node B is cut off from the database, then from the bus alone, then from both, with everything swallowed and
 * nothing refused. It says so in time and acknowledges nothing, its clients move to the other node, no session goes to
 * two agents, nothing is lost; and without the bus news still comes, by looking.
 */
export async function partition(plan: PartitionPlan): Promise<Verdict> {
  const pair = await openNodePair()
  const cuts: Cuts = { acks: 0, notReadyMs: 0, there: 0, left: 0, bothAssigned: 0, news: [] }
  try {
    const phases = [
      (crowd: Crowd) => cutDatabase(pair, plan, { crowd, cuts }),
      () => cutBus(pair, plan, cuts),
      (crowd: Crowd) => cutBoth(pair, plan, { crowd, cuts }),
    ].slice(0, plan.faults)
    const ground = { app: { origin: pair.balancer.origin }, place: pair.place, connection: pair.connection }
    const load = await runLoad(ground, plan, async (crowd) => {
      await phases.shift()?.(crowd)
      return true
    })
    const torn = await countTorn(pair)
    const exits = pair.a.exits() + pair.b.exits()
    return judge('FAULT-4', {
      figures: [
        { name: 'cuts', value: load.faults, want: plan.faults },
        { name: 'cut_s', value: plan.cutMs / 1_000 },
        { name: 'sent', value: load.sent, want: plan.messages },
        { name: 'acks_during_cut', value: cuts.acks, want: 0 },
        { name: 'not_ready_ms', value: Math.round(cuts.notReadyMs), want: { atMost: 5_000 } },
        {
          name: 'moved_%',
          value: cuts.there === 0 ? 0 : (100 * (cuts.there - cuts.left)) / cuts.there,
          want: 100,
        },
        { name: 'lost', value: load.bad.lost + (load.sent - load.acked), want: 0 },
        { name: 'dup', value: load.bad.dup, want: 0 },
        { name: 'order_breaks', value: load.bad.orderBreaks, want: 0 },
        { name: 'split_assign', value: cuts.bothAssigned + torn, want: 0 },
        { name: 'bus_down_p99_ms', value: Math.round(percentile(cuts.news, 0.99)), want: { atMost: 1_000 } },
        { name: 'bus_down_events', value: cuts.news.length, want: plan.probes },
        { name: 'process_exits', value: exits, want: 0 },
      ],
      complaints: load.complaints,
      seed: plan.seed,
    })
  } finally {
    await pair.close()
  }
}

type Scene = Readonly<{ crowd: Crowd; cuts: Cuts }>

async function cutDatabase(pair: NodePair, plan: PartitionPlan, { crowd, cuts }: Scene): Promise<void> {
  const { link, balancer, b } = pair
  const here = balancer.sockets('b')
  const from = performance.now()
  link.hold()
  const racing = raceForSessions(pair)
  await sleep(underWayMs)
  const acksBefore = balancer.acks('b')
  await untilNotReady(b.origin)
  cuts.notReadyMs = Math.max(cuts.notReadyMs, performance.now() - from)
  await until(() => balancer.sockets('b') === 0 && crowd.visitors.every((one) => one.isLive()), moveMs)
  cuts.there += here
  cuts.left += balancer.sockets('b') + crowd.visitors.filter((one) => !one.isLive()).length
  await sleep(Math.max(0, plan.cutMs - (performance.now() - from)))
  cuts.acks += balancer.acks('b') - acksBefore
  link.release()
  cuts.bothAssigned += await racing
  await untilReady(b.origin)
}

async function cutBus(pair: NodePair, { cutMs, probes }: PartitionPlan, cuts: Cuts): Promise<void> {
  const place = await pair.anotherPlace()
  const agent = watch(pair.b.origin, place)
  const visitor = await beginVisitor({ ...place, origin: pair.a.origin }, 'probe', {
    ack: () => undefined,
    meet: agent.follow,
  })
  visitor.write()
  await until(() => agent.seen.length === 1, 5_000)
  pair.busLink.hold()
  const from = performance.now()
  for (let n = 2; n < probes + 2; n += 1) {
    const at = performance.now()
    visitor.write()
    if (await until(() => agent.seen.length === n, 5_000)) cuts.news.push(performance.now() - at)
    await sleep(Math.max(0, (cutMs / probes) * (n - 1) - (performance.now() - from)))
  }
  pair.busLink.release()
  visitor.close()
  agent.close()
}

async function cutBoth(pair: NodePair, plan: PartitionPlan, scene: Scene): Promise<void> {
  pair.busLink.hold()
  await cutDatabase(pair, plan, scene)
  pair.busLink.release()
}

/** Two people take the same sessions at the same moment, one at each node. How many were promised to both. */
async function raceForSessions({ a, b, place, connection }: NodePair): Promise<number> {
  const { rows } = await withClient(connection, (client) =>
    client.query<{ session_id: string }>(
      `select session_id from sessions where workspace_id = $1 and state = 'unassigned' limit 5`,
      [place.workspaceId],
    ),
  )
  const both = await Promise.all(
    rows.map(async ({ session_id }) => {
      const answers = await Promise.all([
        take(b.origin, place.otherToken, session_id),
        take(a.origin, place.ownerToken, session_id),
      ])
      return answers.every((isTaken) => isTaken)
    }),
  )
  return both.filter((isTorn) => isTorn).length
}

/** How many sessions the log gives to more than one agent; nothing but the race ever took one. */
async function countTorn({ place, connection }: NodePair): Promise<number> {
  const { rows } = await withClient(connection, (client) =>
    client.query(
      `select session_id from session_events where workspace_id = $1 and event ->> 'type' = 'session.assigned'
        group by session_id having count(*) > 1`,
      [place.workspaceId],
    ),
  )
  return rows.length
}

async function take(origin: string, token: string, sessionId: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/api/v1/sessions/${sessionId}/take`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ clientId: newClientId() }),
      signal: AbortSignal.timeout(20_000),
    })
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    return false // no answer is no session
  }
}

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/readyz`)
  await answer.arrayBuffer()
  return answer.status === 200
}

async function untilNotReady(origin: string): Promise<void> {
  for (const from = performance.now(); await isReady(origin); await sleep(20))
    if (performance.now() - from > moveMs) return
}

async function untilReady(origin: string): Promise<void> {
  for (const from = performance.now(); !(await isReady(origin)); await sleep(20))
    if (performance.now() - from > moveMs)
      throw new Error('A node whose database is back does not become ready')
}
