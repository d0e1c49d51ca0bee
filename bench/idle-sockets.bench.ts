import { setTimeout as sleep } from 'node:timers/promises'
import { connectVisitor, type Line, sendAndWait, startDesk } from './desk.ts'
import type { Figure } from './figure.ts'

const sockets = 10_000
const atOnce = 32
const pingEveryMs = 15_000
const limitKib = 25

/** PERF-8: what one more visitor costs a node who follows their conversation and says nothing. */
export async function measureIdleSockets(): Promise<Figure[]> {
  const desk = await startDesk(['--expose-gc'])
  const lines: Line[] = []
  const open = async () => {
    const line = await connectVisitor(desk)
    await sendAndWait(line, 'Hello')
    line.say({ type: 'follow', epoch: line.epoch, position: 0 })
    lines.push(line)
  }
  const pings = setInterval(() => {
    for (const line of lines) line.say({ type: 'ping' })
  }, pingEveryMs)
  try {
    const before = await desk.cost()
    await openAll(sockets, open)
    await sleep(3_000)
    const after = await desk.cost()
    const answering = await countAnswers(lines)
    if (answering < sockets) throw new Error(`Of ${sockets} sockets ${answering} are still there`)
    const later = await desk.cost()
    return [figureOf(before.rssBytes, Math.max(after.rssBytes, later.rssBytes))]
  } finally {
    clearInterval(pings)
    for (const line of lines) line.close()
    await desk.stop()
  }
}

/** How many are there and get an answer to a ping. */
async function countAnswers(lines: readonly Line[]): Promise<number> {
  let count = 0
  for (const line of lines) {
    line.hear(({ type }) => {
      if (type === 'pong') count += 1
    })
    line.say({ type: 'ping' })
  }
  for (let waited = 0; count < lines.length && waited < 15_000; waited += 50) await sleep(50)
  return count
}

async function openAll(count: number, open: () => Promise<void>): Promise<void> {
  let left = count
  const work = async () => {
    for (; left > 0; ) {
      left -= 1
      await open()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

function figureOf(beforeBytes: number, afterBytes: number): Figure {
  const value = (afterBytes - beforeBytes) / sockets / 1_024
  const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(0)} MiB`
  return {
    name: `PERF-8 ${sockets.toLocaleString('en')} idle sockets, memory of each`,
    value,
    unit: 'KiB',
    limit: limitKib,
    limitName: 'limit',
    ratio: value / limitKib,
    target: '<= 1',
    pass: value <= limitKib,
    note: `RSS ${mib(beforeBytes)} after the start, ${mib(afterBytes)} with them; each follows a conversation`,
  }
}
