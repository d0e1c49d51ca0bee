import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket, WebSocketServer } from 'ws'
import { connectAgent, connectVisitor, type Desk, type Line, sendAndWait } from './desk.ts'
import type { Figure } from './figure.ts'
import { openLean } from './lean-transaction.ts'
import { listThreads } from './message-in.bench.ts'
import { percentile } from './statistics.ts'

const perSecond = 200
const seconds = 10
const visitorCount = 40
const text = 'My parcel shows delivered, but it is not here.'

/** PERF-2: from a visitor's send to an agent's socket at 200 messages a second, against a commit and an echo. */
export async function measureVisitorToAgent(desk: Desk): Promise<Figure[]> {
  const visitors = await Promise.all(Array.from({ length: visitorCount }, () => connectVisitor(desk)))
  const agent = await connectAgent(desk)
  const arrivals = await followAll(agent, visitors)

  await atPace(1, (i) => say(visitors, i))
  const product = await times(arrivals, () => atPace(seconds, (i) => say(visitors, i)))
  const commit = await commitTimes(desk)
  const echo = await echoTimes()
  for (const visitor of visitors) visitor.close()
  agent.close()

  const value = percentile(product, 0.99)
  const limit = percentile(commit, 0.99) + percentile(echo, 0.99)
  const note = [
    `p50 ${percentile(product, 0.5).toFixed(1)} ms`,
    `commit p99 ${percentile(commit, 0.99).toFixed(1)}`,
    `echo p99 ${percentile(echo, 0.99).toFixed(1)}`,
    `${product.length} messages`,
  ].join(', ')
  return [
    {
      name: 'PERF-2 visitor to agent, p99 at 200/s',
      value,
      unit: 'ms',
      limit,
      limitName: 'commit + echo',
      ratio: value / limit,
      target: '<= 2',
      pass: value / limit <= 2,
      note,
    },
  ]
}

type Due = Map<string, number>

/** The agent follows every visitor's conversation; what arrives is matched by its text, which carries a number. */
async function followAll(agent: Line, visitors: readonly Line[]): Promise<Map<string, number>> {
  const arrivals: Due = new Map()
  const conversations: string[] = []
  for (const visitor of visitors)
    conversations.push(String((await sendAndWait(visitor, text)).conversationId))
  let following = 0
  agent.hear((frame) => {
    if (frame.type === 'following') following += 1
    const message = frame.message as { text?: string } | null | undefined
    if (frame.type === 'event' && message?.text !== undefined) arrivals.set(message.text, performance.now())
  })
  for (const conversationId of conversations)
    agent.say({ type: 'follow', conversationId, epoch: agent.epoch, position: 0 })
  while (following < conversations.length) await sleep(10)
  return arrivals
}

let number = 0
function say(visitors: readonly Line[], i: number): string {
  number += 1
  const marked = `${text} ${number}`
  visitors[i % visitors.length]?.say({ type: 'send', clientId: crypto.randomUUID(), text: marked })
  return marked
}

/** Sends on schedule, however late the answers: a slow moment counts for every message that was due in it. */
async function atPace(forSeconds: number, send: (i: number) => string | Promise<void>): Promise<Due> {
  const due: Due = new Map()
  const begun = performance.now()
  for (let i = 0; i < perSecond * forSeconds; i += 1) {
    const at = begun + (i * 1_000) / perSecond
    const wait = at - performance.now()
    if (wait > 0) await sleep(wait)
    const sent = send(i)
    if (typeof sent === 'string') due.set(sent, at)
  }
  return due
}

async function times(arrivals: Map<string, number>, load: () => Promise<Due>): Promise<number[]> {
  const due = await load()
  await sleep(1_000)
  return [...due].map(([marked, at]) => {
    const arrived = arrivals.get(marked)
    if (arrived === undefined) throw new Error(`Never arrived: ${marked}`)
    return arrived - at
  })
}

/** The product's own transaction on bare connections, at the same pace. */
async function commitTimes(desk: Desk): Promise<number[]> {
  const threads = (await listThreads(desk)).slice(0, 16)
  const lean = await Promise.all(threads.map((thread) => openLean(desk, thread, 'pipelined')))
  for (const one of lean) await one.write()
  const taken: number[] = []
  const pending: Promise<void>[] = []
  const begun = performance.now()
  await atPace(seconds, async (i) => {
    const at = begun + (i * 1_000) / perSecond
    const one = lean[i % lean.length]
    if (one !== undefined) pending.push(one.write().then(() => void taken.push(performance.now() - at)))
  })
  await Promise.all(pending)
  await Promise.all(lean.map((one) => one.close()))
  return taken
}

/** A bare `ws` echo of a message of the same size, at the same pace. */
async function echoTimes(): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)))
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  const client = new WebSocket(`ws://127.0.0.1:${port}`)
  await new Promise((resolve) => client.once('open', resolve))
  const arrivals: Due = new Map()
  client.on('message', (data) => arrivals.set(String(data), performance.now()))
  const taken = await times(arrivals, () =>
    atPace(seconds, (i) => {
      const marked = `${text} ${i} ${'x'.repeat(600)}`
      client.send(marked)
      return marked
    }),
  )
  client.close()
  server.close()
  return taken
}
