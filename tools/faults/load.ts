import { setTimeout as sleep } from 'node:timers/promises'
import { readStored } from '../../packages/server/src/testing/read-stored.ts'
import type { Ground } from './ground.ts'
import { createRandom, randomBelow } from './random.ts'
import { type Tally, tally } from './tally.ts'
import { beginVisitor, type Visitor } from './visitor.ts'
import { watch } from './watcher.ts'

/** How many visitors write how many messages, and how often something goes wrong meanwhile. */
export type LoadPlan = Readonly<{
  seed: number
  visitors: number
  messages: number
  faults: number
  /** How long a visitor pauses after an answer, on average; 30 ms by default. */
  thinkMs?: number
  /** How long all of it may take; two minutes by default. */
  withinMs?: number
}>

/** Where the load goes, and where it is checked. */
export type LoadGround = Pick<Ground, 'place' | 'connection'> &
  Readonly<{ app: Readonly<{ origin: string }> }>

/** One fault; answers whether it was truly injected. */
export type Strike = (crowd: Crowd) => Promise<boolean>

/** The visitors while they write. */
export type Crowd = Readonly<{
  visitors: readonly Visitor[]
  acked(): number
  /** Told of every acknowledgement; answers how to stop. */
  onAck(hear: (visitor: Visitor) => void): () => void
}>

/** What the load came to. */
export type LoadResult = Readonly<{
  sent: number
  acked: number
  stored: number
  seen: number
  faults: number
  bad: Tally
  complaints: readonly string[]
}>

const usualThinkMs = 30
const aheadMax = 3
const usualWithinMs = 120_000
const allSeenMs = 10_000

/**
 * Visitors write numbered messages through the product's own client: each up to three ahead, sent one at a time, the
 * next only when the last is acknowledged. Meanwhile faults strike at random moments spread over the run. Afterwards
 * visitors, table and an agent who followed throughout are compared.
 */
export async function runLoad(ground: LoadGround, plan: LoadPlan, strike: Strike): Promise<LoadResult> {
  const { app, place, connection } = ground
  const { withinMs = usualWithinMs } = plan
  const watcher = watch(app.origin, place)
  const crowd = await gather(ground, plan, watcher.follow)
  let faults = 0
  try {
    const writing = Promise.all(
      crowd.visitors.map((visitor, i) =>
        writeAll(visitor, shareOf(plan, i), { ...plan, seed: plan.seed + i }),
      ),
    )
    const run = { isOver: false }
    const striking = strikeAtRandom(crowd, plan, async () => {
      if (!run.isOver && (await strike(crowd))) faults += 1
    })
    await Promise.race([Promise.all([writing, striking]), sleep(withinMs, undefined, { ref: false })])
    run.isOver = true
    const acked = crowd.acked()
    await until(() => watcher.seen.length >= plan.messages, allSeenMs)
    // A double would come after its first: one more poll of the feed's tail must bring nothing.
    await sleep(400)
    const stored = await readStored(connection, place.workspaceId)
    const sent = crowd.visitors.flatMap(({ written }) => written)
    const bad = tally({ sent, stored: stored.lines, seen: watcher.seen })
    const complaints = [
      ...watcher.breaks(),
      ...(stored.holes === 0 ? [] : [`The log has ${stored.holes} holes`]),
      ...(bad.strays === 0 ? [] : [`${bad.strays} stored messages were written by nobody`]),
      ...(await compareScreens(crowd)),
    ]
    const counts = { sent: sent.length, acked, stored: stored.lines.length, seen: watcher.seen.length }
    return { ...counts, faults, bad, complaints }
  } finally {
    for (const visitor of crowd.visitors) visitor.close()
    watcher.close()
  }
}

async function gather(
  { app, place }: LoadGround,
  plan: LoadPlan,
  meet: (conversationId: string) => void,
): Promise<Crowd> {
  let acked = 0
  const listeners = new Set<(visitor: Visitor) => void>()
  const ack = (visitor: Visitor) => {
    acked += 1
    for (const hear of listeners) hear(visitor)
  }
  const names = Array.from({ length: plan.visitors }, (_, i) => `v${i}`)
  const visitors = await Promise.all(
    names.map((name) => beginVisitor({ ...place, origin: app.origin }, name, { ack, meet })),
  )
  return {
    visitors,
    acked: () => acked,
    onAck(hear) {
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
  }
}

const shareOf = ({ messages, visitors }: LoadPlan, i: number): number =>
  Math.floor(messages / visitors) + (i < messages % visitors ? 1 : 0)

async function writeAll(
  visitor: Visitor,
  count: number,
  { seed, thinkMs = usualThinkMs }: LoadPlan,
): Promise<void> {
  const random = createRandom(seed)
  while (visitor.written.length < count) {
    const ahead = Math.min(count - visitor.written.length, 1 + randomBelow(random, aheadMax))
    for (let i = 0; i < ahead; i += 1) visitor.write()
    await visitor.answered()
    await sleep(random() * 2 * thinkMs)
  }
}

/** The run's progress is cut into as many parts as there are faults; each strikes somewhere within its own. */
async function strikeAtRandom(crowd: Crowd, plan: LoadPlan, strike: () => Promise<void>): Promise<void> {
  const random = createRandom(plan.seed ^ 0x5eed)
  const part = (plan.messages * 0.9) / plan.faults
  for (let i = 0; i < plan.faults; i += 1) {
    const moment = Math.floor(part * (i + 0.2 + 0.8 * random()))
    await until(() => crowd.acked() >= moment, plan.withinMs ?? usualWithinMs)
    await sleep(random() * 10)
    await strike()
  }
}

/** In the end every visitor's own screen shows what they wrote, once, in order, and nothing that waits or failed. */
async function compareScreens({ visitors }: Crowd): Promise<string[]> {
  const isRight = ({ written, screen }: Visitor) => JSON.stringify(screen()) === JSON.stringify(written)
  await until(() => visitors.every(isRight), 5_000)
  const wrong = visitors.filter((visitor) => !isRight(visitor))
  return wrong.map(
    ({ written, screen }) => `A visitor wrote ${written.length} messages and sees ${screen().length}`,
  )
}

/** Waits for something to become true, for so long at most. */
export async function until(isTrue: () => boolean, atMostMs: number): Promise<boolean> {
  const from = performance.now()
  while (!isTrue()) {
    if (performance.now() - from > atMostMs) return false
    await sleep(5)
  }
  return true
}
