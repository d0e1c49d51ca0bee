import { Client } from 'pg'
import { clientConfig } from '../packages/server/src/platform/db/index.ts'
import { connectVisitor, type Desk, type Line, sendAndWait } from './desk.ts'
import type { Figure } from './figure.ts'
import { type Lean, openLean } from './lean-transaction.ts'
import { median, ratePerSecond } from './statistics.ts'

const concurrency = 32
const rounds = 3
const roundMs = 4_000
const text = 'My parcel shows delivered, but it is not here.'

/** PERF-1: durable messages in, from a visitor's socket to the commit and back, against the same rows as bare SQL. */
export async function measureMessageIn(desk: Desk): Promise<Figure[]> {
  const visitors = await Promise.all(Array.from({ length: concurrency }, () => connectVisitor(desk)))
  for (const visitor of visitors) await sendAndWait(visitor, text)
  const threads = await listThreads(desk)
  const lean = {
    pipelined: await Promise.all(threads.map((thread) => openLean(desk, thread, 'pipelined'))),
    one: await Promise.all(threads.map((thread) => openLean(desk, thread, 'one'))),
  }
  const product = visitors.map(sending)

  await ratePerSecond(product, 2_000)
  const rates = { product: [] as number[], pipelined: [] as number[], one: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    rates.product.push(await ratePerSecond(product, roundMs))
    rates.pipelined.push(await ratePerSecond(lean.pipelined.map(writing), roundMs))
    rates.one.push(await ratePerSecond(lean.one.map(writing), roundMs))
  }
  for (const visitor of visitors) visitor.close()
  await Promise.all([...lean.pipelined, ...lean.one].map((one) => one.close()))

  const value = median(rates.product)
  const pipelined = median(rates.pipelined)
  const one = median(rates.one)
  const limit = Math.max(pipelined, one)
  const ratio = value / limit
  const note = `pipelined ${pipelined.toFixed(0)}/s, one statement ${one.toFixed(0)}/s`
  return [
    {
      name: 'PERF-1 message in, 32 sockets',
      value,
      unit: '/s',
      limit,
      limitName: 'lean SQL',
      ratio,
      target: '>= 0.6',
      pass: ratio >= 0.6,
      note,
    },
  ]
}

/** One visitor who writes again as soon as the server has stored what they wrote. */
export const sending = (visitor: Line) => async (isOver: () => boolean) => {
  let sent = 0
  for (; !isOver(); sent += 1) await sendAndWait(visitor, text)
  return sent
}

/** One bare connection that does the same rows again and again. */
export const writing = (one: Lean) => async (isOver: () => boolean) => {
  let written = 0
  for (; !isOver(); written += 1) await one.write()
  return written
}

/** Threads that have a session to write into. */
export async function listThreads(desk: Desk): Promise<string[]> {
  const client = new Client(clientConfig(desk.connection))
  await client.connect()
  const { rows } = await client.query(
    'select thread from conversations where workspace_id = $1 and inbox_id = $2 order by conversation_id limit $3',
    [desk.workspaceId, desk.inboxId, concurrency],
  )
  await client.end()
  return rows.map((row) => String(row.thread))
}
