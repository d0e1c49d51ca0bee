import { cpus } from 'node:os'
import { connectVisitor, type Desk, sendAndWait, startNodeBeside } from './desk.ts'
import type { Figure } from './figure.ts'
import { openLean } from './lean-transaction.ts'
import { listThreads, sending, writing } from './message-in.bench.ts'
import { median, ratePerSecond } from './statistics.ts'

const concurrency = 32
const rounds = 3
const roundMs = 4_000

/**
 * PERF-13: PERF-1 by two nodes on one database against the same by one. Where no processor is idle any more, a second
 * node has nothing to run on: then what it must not do is cost anything, and what the database alone could is shown.
 */
export async function measureTwoNodes(desk: Desk): Promise<Figure[]> {
  const beside = await startNodeBeside(desk)
  try {
    const ofOne = await Promise.all(Array.from({ length: concurrency }, () => connectVisitor(desk)))
    const ofTwo = await Promise.all(
      Array.from({ length: concurrency }, (_, i) =>
        connectVisitor(desk, i % 2 === 0 ? desk.origin : beside.origin),
      ),
    )
    for (const visitor of [...ofOne, ...ofTwo]) await sendAndWait(visitor, 'Hello')
    const lean = await Promise.all((await listThreads(desk)).map((thread) => openLean(desk, thread, 'one')))
    const [one, two, bare] = [ofOne.map(sending), ofTwo.map(sending), lean.map(writing)]
    await ratePerSecond(two, 2_000)
    const rates = { one: [] as number[], two: [] as number[], bare: [] as number[], busy: [] as number[] }
    for (let round = 0; round < rounds; round += 1) {
      rates.one.push(await ratePerSecond(one, roundMs))
      const before = readProcessors()
      rates.two.push(await ratePerSecond(two, roundMs))
      rates.busy.push(busyShare(before, readProcessors()))
      rates.bare.push(await ratePerSecond(bare, roundMs))
    }
    for (const visitor of [...ofOne, ...ofTwo]) visitor.close()
    await Promise.all(lean.map((client) => client.close()))
    return [figureOf({ ...rates, busyShare: median(rates.busy) })]
  } finally {
    await beside.stop()
  }
}

type Rates = Readonly<{ one: number[]; two: number[]; bare: number[]; busyShare: number }>

const fullShare = 0.9

function figureOf({ one, two, bare, busyShare: busy }: Rates): Figure {
  const [value, limit, database] = [median(two), median(one), median(bare)]
  const ratio = value / limit
  const isFull = busy >= fullShare
  const processors = `${cpus().length} processors ${(busy * 100).toFixed(0)} % busy`
  const alone = `the database alone ${database.toFixed(0)}/s with lean SQL`
  return {
    name: 'PERF-13 message in by two nodes, 32 sockets',
    value,
    unit: '/s',
    limit,
    limitName: 'one node',
    ratio,
    target: isFull ? 'full' : '>= 1.6',
    pass: ratio >= 1.6 || (isFull && ratio >= 0.9),
    note: `${processors}, ${alone}${isFull ? ': the machine is the limit' : ''}`,
  }
}

type Processors = Readonly<{ idle: number; total: number }>

function readProcessors(): Processors {
  const times = cpus().map(({ times: one }) => one)
  const idle = times.reduce((sum, one) => sum + one.idle, 0)
  const total = times.reduce((sum, one) => sum + one.idle + one.user + one.sys + one.nice + one.irq, 0)
  return { idle, total }
}

const busyShare = (before: Processors, after: Processors): number =>
  1 - (after.idle - before.idle) / (after.total - before.total)
