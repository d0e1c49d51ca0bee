import { fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sessionEventTypes } from '@rapport/domain'
import { connectVisitor, type Desk, sendAndWait, startDesk } from './desk.ts'
import type { Figure } from './figure.ts'
import { sending } from './message-in.bench.ts'
import { median, ratePerSecond } from './statistics.ts'

const concurrency = 32
const rounds = 4
const roundMs = 2_000
const deliveringMs = 2_500

/**
 * A workspace's messages in while a webhook is told of each, against the same while it is told nothing; and how many it
 * is told of when nobody writes. On a desk of its own, so that no other measurement shares it with what is still sent.
 */
export async function measureWebhooks(): Promise<Figure[]> {
  const desk = await startDesk()
  try {
    return await measureOn(desk)
  } finally {
    await desk.stop()
  }
}

async function measureOn(desk: Desk): Promise<Figure[]> {
  const visitors = await Promise.all(Array.from({ length: concurrency }, () => connectVisitor(desk)))
  for (const visitor of visitors) await sendAndWait(visitor, 'Hello')
  const product = visitors.map(sending)
  const sink = await startSink()
  const webhookId = await makeWebhook(desk, sink.url)
  const rates = { with: [] as number[], without: [] as number[] }
  const delivered: number[] = []
  await ratePerSecond(product, 1_000)
  const measure = async (what: 'pause' | 'resume') => {
    await switchWebhook(desk, webhookId, what)
    return await ratePerSecond(product, roundMs)
  }
  for (let round = 0; round < rounds; round += 1) {
    // Each goes first in turn: what the other leaves to the database to clean up is then nobody's advantage.
    if (round % 2 === 0) rates.without.push(await measure('pause'))
    rates.with.push(await measure('resume'))
    delivered.push(await rateOf(sink.count))
    if (round % 2 === 1) rates.without.push(await measure('pause'))
  }
  for (const visitor of visitors) visitor.close()
  sink.stop()

  const value = median(rates.with)
  const limit = median(rates.without)
  const told = median(delivered)
  return [
    {
      name: 'WEBHOOKS messages in, one webhook of all events',
      value,
      unit: '/s',
      limit,
      limitName: 'none',
      ratio: value / limit,
      target: '>= 0.6',
      pass: value / limit >= 0.6,
      note: `${told.toFixed(0)} a second delivered afterwards, four at a time`,
    },
  ]
}

/** How many a second arrive while nothing else happens. */
async function rateOf(count: () => Promise<number>): Promise<number> {
  await sleep(500)
  const [before, from] = [await count(), performance.now()]
  await sleep(deliveringMs - 500)
  return ((await count()) - before) / ((performance.now() - from) / 1_000)
}

type Sink = Readonly<{ url: string; count(): Promise<number>; stop(): void }>

async function startSink(): Promise<Sink> {
  const child = fork(fileURLToPath(new URL('webhook-sink.ts', import.meta.url)))
  const hear = () => new Promise<number>((resolve) => child.once('message', (said) => resolve(Number(said))))
  const port = await hear()
  return {
    url: `http://127.0.0.1:${port}/`,
    count() {
      const answer = hear()
      child.send('count')
      return answer
    },
    stop: () => child.disconnect(),
  }
}

async function makeWebhook(desk: Desk, url: string): Promise<string> {
  const settings = { name: 'Sink', url, events: sessionEventTypes, withText: true }
  const { webhook } = (await post(desk, '/webhooks', settings)) as { webhook: { id: string } }
  return webhook.id
}

const switchWebhook = (desk: Desk, id: string, what: 'pause' | 'resume') =>
  post(desk, `/webhooks/${id}/${what}`, {})

async function post(desk: Desk, path: string, body: object): Promise<unknown> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${desk.ownerToken}`,
    'rapport-exempt': desk.exemption,
  }
  const answer = await fetch(`${desk.origin}/api/v1${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json()
}
