import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from '../../packages/server/src/testing/a-place.ts'
import { root } from '../root.ts'
import { until } from './load.ts'
import { openReader, type PacedReader } from './paced-reader.ts'
import { percentile } from './percentile.ts'
import type { ServerCost } from './slow-readers-server.ts'
import { openTab, type Tab } from './tab.ts'
import { judge, type Verdict } from './verdict.ts'

/** How many stop reading, for how long, while how much is said. */
export type SlowPlan = Readonly<{
  seed: number
  agents: number
  visitors: number
  /** How long everybody reads before, and how long the slow ones then do not. */
  beforeS: number
  slowS: number
}>

// Long messages in few conversations, so that what is not read fills every buffer between us in seconds.
const busyCount = 4
const busyPerSecond = 16
// How many of the busy conversations an agent follows.
const followedByAgent = 2
const longText = 'slow '.repeat(3_200)
const quietCount = 20
const quietPerSecond = 20
const mebibyte = 1_048_576
const memoryEveryMs = 2_000
// Below this two p99s differ by what else a small machine does at the moment.
const noiseMs = 50

/**
 * FAULT-10: agents and visitors stop reading under load. They are closed before their backlog weighs anything, nobody
 * else waits for them, and when they read again they miss nothing.
 */
export async function slowReaders(plan: SlowPlan): Promise<Verdict> {
  await using opened = new AsyncDisposableStack()
  const server = await startServing()
  opened.defer(server.stop)
  const scene = await setScene(server, plan)
  opened.defer(async () => scene.close())
  const load = startLoad(scene)

  const rssBefore = await watchMemory(server, plan.beforeS * 1_000)
  const stoppedAt = performance.now()
  const stoppedClock = Date.now()
  for (const { reader } of scene.slow) reader.stop()
  const rssMax = await watchMemory(server, plan.slowS * 1_000)
  const resumedAt = performance.now()
  for (const { reader } of scene.slow) reader.resume()
  await load.stop()
  const missing = await compare(scene, load.said)
  const { slowAt } = await server.cost()
  const took = slowAt.map((at) => (at - stoppedClock) / 1_000)
  const p99 = (from: number, to: number) => percentile(load.delays(from, to), 0.99)
  const [calm, during] = [p99(0, stoppedAt), p99(stoppedAt, resumedAt)]
  return judge('FAULT-10', {
    figures: [
      { name: 'agents', value: plan.agents },
      { name: 'visitors', value: plan.visitors },
      { name: 'messages', value: load.count() },
      {
        name: 'megabytes_for_them',
        value: (load.bytes() * (plan.agents * followedByAgent + plan.visitors)) / busyCount / mebibyte,
      },
      { name: 'rss_growth_mb', value: (rssMax - rssBefore) / mebibyte, want: { atMost: 64 } },
      { name: 'closed_4008', value: slowAt.length, want: scene.slow.length },
      { name: 'close_p100_s', value: Math.max(0, ...took), want: { atMost: 30 } },
      { name: 'others_p99_ms', value: during },
      {
        name: 'others_p99_ratio',
        value: Math.max(during, noiseMs) / Math.max(calm, noiseMs),
        want: { atMost: 1.2 },
      },
      { name: 'after_resume_missing', value: missing, want: 0 },
    ],
    complaints: scene.all.flatMap(({ breaks }) => breaks).slice(0, 20),
    seed: plan.seed,
  })
}

type Serving = Readonly<{ origin: string; place: Place; cost(): Promise<ServerCost>; stop(): Promise<void> }>

async function startServing(): Promise<Serving> {
  const child: ChildProcess = fork(join(root, 'tools/faults/slow-readers-server.ts'), {
    execArgv: ['--expose-gc'],
  })
  const said = (await once(child, 'message'))[0] as Pick<Serving, 'origin' | 'place'>
  return {
    ...said,
    async cost() {
      const answer = once(child, 'message')
      child.send('cost')
      return (await answer)[0] as ServerCost
    },
    async stop() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

async function watchMemory(server: Serving, ms: number): Promise<number> {
  let most = 0
  for (const from = performance.now(); performance.now() - from < ms; ) {
    most = Math.max(most, (await server.cost()).rssBytes)
    await sleep(memoryEveryMs)
  }
  return most
}

/** Somebody who will stop reading, and whose words they follow. */
type SlowReader = Readonly<{ reader: PacedReader; tabs: readonly Tab[] }>

type Scene = Readonly<{
  busy: readonly Tab[]
  quiet: readonly Tab[]
  slow: readonly SlowReader[]
  /** Whoever reads on: an agent who follows everything quiet. */
  brisk: PacedReader
  all: readonly PacedReader[]
  close(): void
}>

async function setScene({ origin, place }: Serving, plan: SlowPlan): Promise<Scene> {
  const open = (count: number) => Promise.all(Array.from({ length: count }, () => openTab(place, origin)))
  const [busy, quiet] = [await open(busyCount), await open(quietCount)]
  for (const tab of [...busy, ...quiet]) tab.write('Hello')
  const isMet = () => [...busy, ...quiet].every((tab) => tab.met() !== null)
  if (!(await until(isMet, 30_000))) throw new Error('Not everybody has been let in')
  const idOf = (tab: Tab) => tab.met()?.conversationId ?? ''

  const slow = [
    ...Array.from({ length: plan.agents }, () => ({
      reader: openReader(origin, place),
      tabs: busy.slice(0, followedByAgent),
    })),
    ...Array.from({ length: plan.visitors }, (_, i) => {
      const tab = busy[i % busy.length] as Tab
      return { reader: openReader(origin, place, tab.token), tabs: [tab] }
    }),
  ]
  const brisk = openReader(origin, place)
  for (const { reader, tabs } of [...slow, { reader: brisk, tabs: quiet }])
    for (const tab of tabs) reader.follow(idOf(tab))
  const all = [...slow.map(({ reader }) => reader), brisk]
  if (!(await until(() => all.every((reader) => reader.isFollowing()), 20_000)))
    throw new Error('Not everybody follows')
  return {
    busy,
    quiet,
    slow,
    brisk,
    all,
    close() {
      for (const reader of all) reader.close()
      for (const tab of [...busy, ...quiet]) tab.close()
    },
  }
}

/** Busy visitors write long messages, quiet ones short ones, on schedule until stopped. */
function startLoad({ busy, quiet, brisk }: Scene) {
  const said = new Map<Tab, string[]>([...busy, ...quiet].map((tab) => [tab, []]))
  const due = new Map<string, number>()
  let isOver = false
  let bytes = 0

  async function write(tabs: readonly Tab[], perSecond: number, words: string): Promise<void> {
    const begun = performance.now()
    for (let n = 0; !isOver; n += 1) {
      const at = begun + (n * 1_000) / perSecond
      await sleep(Math.max(0, at - performance.now()))
      const tab = tabs[n % tabs.length] as Tab
      const text = `${tabs === busy ? 'busy' : 'quiet'} ${n} `.padEnd(40, '.')
      due.set(text, at)
      said.get(tab)?.push(text)
      bytes += words.length
      tab.write(text + words)
    }
  }

  const writing = [write(busy, busyPerSecond * busy.length, longText), write(quiet, quietPerSecond, '')]
  return {
    said: said as ReadonlyMap<Tab, readonly string[]>,
    count: () => due.size,
    bytes: () => bytes,
    /** How long quiet words that were due in this time took to whoever reads on. */
    delays: (from: number, to: number) =>
      brisk.heard.flatMap(({ text, at }) => {
        const wasDue = due.get(text)
        return wasDue !== undefined && wasDue >= from && wasDue < to ? [at - wasDue] : []
      }),
    async stop() {
      isOver = true
      await Promise.all(writing)
    },
  }
}

/** How many words in all the slow readers lack once they have had time to catch up. */
async function compare({ slow }: Scene, said: ReadonlyMap<Tab, readonly string[]>): Promise<number> {
  const lacks = ({ reader, tabs }: SlowReader) => {
    const heard = new Set(reader.heard.map(({ text }) => text))
    return tabs.flatMap((tab) => said.get(tab) ?? []).filter((text) => !heard.has(text)).length
  }
  const count = () => slow.reduce((sum, one) => sum + lacks(one), 0)
  for (let tries = 0; count() > 0 && tries < 60; tries += 1) await sleep(500)
  return count()
}
