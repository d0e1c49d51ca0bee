import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { Client } from 'pg'
import { demoPassword, fillWorkspace } from '../packages/server/src/operating.ts'
import { clientConfig, openDatabase } from '../packages/server/src/platform/db/index.ts'
import type { Desk } from './desk.ts'

/** How much of it is measured: the sizes of `--size`, in sessions of ten messages. */
export const sizes = { small: { from: 10_000, to: 100_000 }, large: { from: 10_000, to: 1_000_000 } } as const
export type Size = keyof typeof sizes

/** The workspace of years that lists are measured in. */
export const historyName = 'Bench'
/** As many live sessions at every size, so that growth is the history's alone. */
export const liveSessions = 2_000

/** Adds sessions over two years to the workspace, by COPY, and waits until they can be searched. */
export async function addHistory(desk: Desk, sessions: number, live: number): Promise<Indexing> {
  const db = openDatabase(desk.connection, { poolSize: 2, limits: { statementMs: 600_000 } })
  try {
    const platform = { db, now: () => instant(Date.now()) }
    await fillWorkspace(platform, { name: historyName, sessions, live, messages: 10, seed: sessions })
    await tellHistory(desk)
  } finally {
    await db.destroy()
  }
  return await awaitIndex(desk)
}

/** Gives each ended session a summary at once, so that nothing is measured beside the work on a backlog. */
async function tellHistory(desk: Desk): Promise<void> {
  const client = new Client(clientConfig(desk.connection, { limits: { statementMs: 600_000 } }))
  await client.connect()
  try {
    await client.query(
      `insert into session_summaries
         (workspace_id, session_id, text, method, maker, made_at, of_version, tokens, words)
       select s.workspace_id, s.session_id, m.text, 'extractive', 'bench', now(), s.version, to_tsvector('simple', m.text),
              ' ' || m.text || ' '
         from workspaces w join sessions s using (workspace_id)
         join messages m on m.workspace_id = s.workspace_id and m.message_id = s.last_message_id
        where w.name = $1 and s.state = 'ended' and s.summarised_by is null and m.text is not null
       on conflict do nothing`,
      [historyName],
    )
    await client.query(
      `update sessions s set summarised_by = 'extractive', sentiment = s.number % 201 - 100 from workspaces w
        where w.workspace_id = s.workspace_id and w.name = $1 and s.state = 'ended' and s.summarised_by is null`,
      [historyName],
    )
    await client.query('vacuum analyze sessions, session_summaries')
  } finally {
    await client.end()
  }
}

/** How fast the index of search was filled after the history was there. */
export type Indexing = Readonly<{ messages: number; ms: number }>

/** Waits until the index of search has everything, so that nothing is measured beside its work. */
export async function awaitIndex(desk: Desk): Promise<Indexing> {
  const client = new Client(clientConfig(desk.connection, { limits: { statementMs: 600_000 } }))
  await client.connect()
  const begun = performance.now()
  const count = async () => Number((await client.query('select count(*) from message_search')).rows[0].count)
  const before = await count()
  try {
    for (;;) {
      const { rows } = await client.query(`
        select from stream_heads h
          left join feed_places p
            on p.workspace_id = h.workspace_id and p.stream = h.stream and p.reader = 'search'
         where coalesce(p.last_offset, 0) < h.last_offset limit 1`)
      if (rows.length === 0) break
      await sleep(200)
    }
    const ms = performance.now() - begun
    const messages = (await count()) - before
    // What the database does by itself within minutes of so much that is new.
    await client.query('vacuum analyze message_search')
    return { messages, ms }
  } finally {
    await client.end()
  }
}

/** Somebody who asks over HTTP, on at most so many connections. */
export type Caller = Readonly<{
  workspaceId: string
  userId: string
  token: string
  get(path: string): Promise<string>
  close(): void
}>

type SignedIn = Readonly<{
  token: string
  me: Readonly<{
    user: Readonly<{ id: string }>
    workspaces: readonly Readonly<{ id: string; name: string }>[]
  }>
}>

/** Signs one of the demo's people in to a workspace: that of years, if none is named. */
export async function signIn(
  desk: Desk,
  email: string,
  connections: number,
  workspace = historyName,
): Promise<Caller> {
  const answer = await fetch(`${desk.origin}/api/v1/logins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'rapport-exempt': desk.exemption },
    body: JSON.stringify({ email, password: demoPassword, as: 'token' }),
  })
  const { token, me } = (await answer.json()) as SignedIn
  const workspaceId = me.workspaces.find(({ name }) => name === workspace)?.id
  if (workspaceId === undefined) throw new Error(`${email} is not in the workspace ${workspace}`)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const headers = { authorization: `Bearer ${token}`, [workspaceHeader]: workspaceId }
  return {
    workspaceId,
    userId: me.user.id,
    token,
    get: (path) => getText(`${desk.origin}${path}`, { agent, headers }),
    close: () => agent.destroy(),
  }
}

function getText(
  url: string,
  options: Readonly<{ agent: Agent; headers: Record<string, string> }>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 200)}`))
      })
    })
      .on('error', reject)
      .end()
  })
}
