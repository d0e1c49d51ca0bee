import { workspaceHeader } from '@rapport/contract'
import { connectVisitor, type Desk, sendAndWait } from './desk.ts'
import type { Figure } from './figure.ts'
import { timesAtPace } from './pace.ts'
import { percentile } from './statistics.ts'

const messages = 5_000
const limitMs = 80
const pace = { perSecond: 50, count: 250 }

/** PERF-6: a session of 5,000 messages, opened at its end, at its first page and at one in its middle. */
export async function measureLongSession(desk: Desk): Promise<Figure[]> {
  const path = await writeLongSession(desk)
  const cursors = await listCursors(desk, path)
  const older = (cursor: string | undefined) => `${path}/older?cursor=${encodeURIComponent(cursor ?? '')}`
  const places = [
    { name: 'at its end', path },
    { name: 'at its start', path: older(cursors.at(-1)) },
    { name: 'in its middle', path: older(cursors[Math.floor(cursors.length / 2)]) },
  ]
  const figures: Figure[] = []
  for (const place of places) {
    await timesAtPace({ perSecond: 50, count: 20 }, () => ask(desk, place.path))
    figures.push(figureOf(place.name, await timesAtPace(pace, () => ask(desk, place.path))))
  }
  return figures
}

function figureOf(place: string, times: readonly number[]): Figure {
  const value = percentile(times, 0.99)
  return {
    name: `PERF-6 open 5,000 messages ${place}, p99`,
    value,
    unit: 'ms',
    limit: limitMs,
    limitName: 'limit',
    ratio: value / limitMs,
    target: '<= 1',
    pass: value <= limitMs,
    note: `p50 ${percentile(times, 0.5).toFixed(1)} ms over HTTP, 50 messages a page`,
  }
}

async function writeLongSession(desk: Desk): Promise<string> {
  const visitor = await connectVisitor(desk)
  let conversationId = ''
  for (let i = 0; i < messages; i += 1)
    conversationId = String((await sendAndWait(visitor, `Line ${i} of a very long talk.`)).conversationId)
  visitor.close()
  return `/api/v1/conversations/${conversationId}`
}

type Page = Readonly<{ older: string | null; messages: readonly unknown[] }>

/** Where each page before the last begins, newest first; together with the last page they hold every message. */
async function listCursors(desk: Desk, path: string): Promise<readonly string[]> {
  const cursors: string[] = []
  let count = 0
  for (let page = path; ; ) {
    const { older, messages: held }: Page = JSON.parse(await ask(desk, page))
    count += held.length
    if (older === null) break
    cursors.push(older)
    page = `${path}/older?cursor=${encodeURIComponent(older)}`
  }
  if (count !== messages) throw new Error(`Of ${messages} messages ${count} were shown`)
  return cursors
}

async function ask({ origin, ownerToken, workspaceId }: Desk, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${ownerToken}`, [workspaceHeader]: workspaceId }
  const answer = await fetch(`${origin}${path}`, { headers })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return await answer.text()
}
