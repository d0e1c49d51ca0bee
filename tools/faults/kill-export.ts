import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ExportView, workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { demoPassword, fillWorkspace } from '../../packages/server/src/operating.ts'
import { openDatabase } from '../../packages/server/src/platform/db/index.ts'
import { withClient } from '../../packages/server/src/platform/db/testing/start-test-server.ts'
import type { AppProcess } from './app-process.ts'
import { type Ground, openGround } from './ground.ts'
import { createRandom } from './random.ts'
import { readExported } from './read-exported.ts'
import { judge, type Verdict } from './verdict.ts'

/** How large an export is, and how often the server is killed while it is written. */
export type ExportPlan = Readonly<{
  seed: number
  format: keyof typeof readExported
  sessions: number
  messages: number
  faults: number
}>

const name = 'Taken out'
const mebibyte = 1024 * 1024
const growthMax = 100
const withinMs = 30 * 60_000

/**
 * FAULT-1 for a long work: the server is killed again and again in the middle of one large export. It goes on each time,
 * and the file has every session once, in order, with all that was said, as the database says. While it is written the
 * server grows no more than a small one would make it.
 */
export async function killExport(plan: ExportPlan): Promise<Verdict> {
  const ground = await openGround('apart')
  try {
    await fill(ground, plan)
    const call = await signIn(ground)
    const made = await call<ExportView>('POST', '/api/v1/exports', {
      clientId: randomUUID(),
      target: { list: 'all', filter: '', sort: 'started', direction: 'asc' },
      format: plan.format,
      options: { columns: ['number', 'messages'], transcripts: true },
    })
    const written = await killUntilDone(ground.app, call, made, plan)
    const { url } = await call<{ url: string }>('POST', `/api/v1/exports/${made.id}/link`, {})
    const file = await compare(ground, plan, new URL(url, ground.app.origin))
    const exits = ground.app.exits()
    return judge(`FAULT-1-export-${plan.format}`, {
      figures: [
        { name: 'sessions', value: plan.sessions },
        { name: 'kills', value: written.killedAt.length, want: plan.faults },
        { name: 'rows', value: file.rows, want: plan.sessions },
        { name: 'messages', value: file.messages },
        { name: 'wrong_rows', value: file.wrong.length, want: 0 },
        { name: 'mb', value: file.bytes / 1e6 },
        { name: 'write_s', value: written.ms / 1_000 },
        { name: 'rss_growth_mb', value: written.grown / mebibyte, want: { atMost: growthMax } },
      ],
      complaints: [
        ...file.wrong.slice(0, 5),
        ...(exits === 0 ? [] : [`The product ended by itself ${exits} times`]),
      ],
      seed: plan.seed,
    })
  } finally {
    await ground.close()
  }
}

/** Sessions that are told and can be searched, so that nothing is measured beside the work on a backlog. */
async function fill({ connection }: Ground, { sessions, messages, seed }: ExportPlan): Promise<void> {
  const db = openDatabase(connection, { poolSize: 2, limits: { statementMs: 600_000 } })
  try {
    const platform = { db, now: () => instant(Date.now()) }
    await fillWorkspace(platform, { name, sessions, messages, seed })
  } finally {
    await db.destroy()
  }
  await withClient(connection, async (client) => {
    await client.query(
      `update sessions s set summarised_by = 'extractive' from workspaces w
        where w.workspace_id = s.workspace_id and w.name = $1 and s.summarised_by is null`,
      [name],
    )
    await client.query('vacuum analyze sessions, messages, session_events')
    const isBehind = `
      select from stream_heads h
        left join feed_places p on p.workspace_id = h.workspace_id and p.stream = h.stream and p.reader = 'search'
       where coalesce(p.last_offset, 0) < h.last_offset limit 1`
    while ((await client.query(isBehind)).rows.length > 0) await sleep(500)
  })
}

type Call = <Answer>(method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>

/** A supervisor of the workspace, who may take sessions out. */
async function signIn({ app, place }: Ground): Promise<Call> {
  const headers: Record<string, string> = { ...place.headers, 'content-type': 'application/json' }
  const call: Call = async <Answer>(method: string, path: string, body?: object) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(`${app.origin}${path}`, { method, headers, ...sent })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  type SignedIn = { token: string; me: { workspaces: readonly { id: string; name: string }[] } }
  const credentials = { email: 'supervisor@demo.test', password: demoPassword, as: 'token' }
  const { token, me } = await call<SignedIn>('POST', '/api/v1/logins', credentials)
  headers.authorization = `Bearer ${token}`
  headers[workspaceHeader] = me.workspaces.find((one) => one.name === name)?.id ?? ''
  return call
}

type Written = Readonly<{ killedAt: readonly number[]; ms: number; grown: number }>

/** Waits for the end, and kills the server on the way there; at most how much one of its lives grew by the writing. */
async function killUntilDone(
  app: AppProcess,
  call: Call,
  { id, total }: ExportView,
  { seed, faults }: ExportPlan,
): Promise<Written> {
  const random = createRandom(seed)
  const from = performance.now()
  const killedAt: number[] = []
  let before = rssOf(app)
  let grown = 0
  while (performance.now() - from < withinMs) {
    grown = Math.max(grown, rssOf(app) - before)
    const { state, done, error } = await call<ExportView>('GET', `/api/v1/exports/${id}`)
    if (state === 'done') return { killedAt, ms: performance.now() - from, grown }
    if (state !== 'running') throw new Error(`The export ended as ${state}: ${error}`)
    if (killedAt.length < faults && done >= (total * (killedAt.length + 1)) / (faults + 1)) {
      await sleep(random() * 500) // somewhere in a part
      if (await app.kill()) killedAt.push(done)
      // What it needs to be there at all; the export is taken up again when its lease is over, later than this.
      await sleep(5_000)
      before = rssOf(app)
    }
    await sleep(100)
  }
  throw new Error(`The export was not done within ${withinMs / 60_000} minutes`)
}

/** What a process holds, as /proc says: on Linux only. */
function rssOf(app: AppProcess): number {
  const status = readFileSync(`/proc/${app.pid()}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}

type Compared = Readonly<{ rows: number; messages: number; bytes: number; wrong: readonly string[] }>

/** Reads the file as it is downloaded, and holds every row to what the database has for its place. */
async function compare({ connection }: Ground, { format }: ExportPlan, url: URL): Promise<Compared> {
  const wanted = await withClient(connection, async (client) => {
    const { rows } = await client.query<{ number: string; said: string; messages: number }>(
      `select s.number, count(*)::int as messages, md5(string_agg(m.text, e'\\n' order by m.version)) as said
         from workspaces w join sessions s using (workspace_id)
         join messages m on m.workspace_id = s.workspace_id and m.session_id = s.session_id
        where w.name = $1 group by s.workspace_id, s.session_id order by s.started_at, s.session_id`,
      [name],
    )
    return rows
  })
  const { body } = await fetch(url)
  if (body === null) throw new Error('The file has no bytes')
  let bytes = 0
  const stream = Readable.fromWeb(body as ReadableStream).on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  const wrong: string[] = []
  let rows = 0
  let messages = 0
  for await (const read of readExported[format](stream)) {
    const want = wanted[rows]
    rows += 1
    messages += read.texts.length
    const said = createHash('md5').update(read.texts.join('\n')).digest('hex')
    const isRight =
      read.number === Number(want?.number) &&
      read.messages === want?.messages &&
      read.texts.length === want.messages &&
      said === want.said
    if (!isRight)
      wrong.push(
        `Row ${rows} is ${JSON.stringify(read).slice(0, 120)}, and has to be ${JSON.stringify(want)}`,
      )
  }
  return { rows, messages, bytes, wrong }
}
