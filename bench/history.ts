import { Agent, request } from 'node:http'
import { workspaceHeader } from '@rapport/contract'
import { instant } from '@rapport/domain'
import { demoPassword, fillWorkspace } from '../packages/server/src/operating.ts'
import { openDatabase } from '../packages/server/src/platform/db/index.ts'
import type { Desk } from './desk.ts'

/** How much of it is measured: the sizes of `--size`, in sessions of ten messages. */
export const sizes = { small: { from: 10_000, to: 100_000 }, large: { from: 10_000, to: 1_000_000 } } as const
export type Size = keyof typeof sizes

/** The workspace of years that lists are measured in. */
export const historyName = 'Bench'
/** As many live sessions at every size, so that growth is the history's alone. */
export const liveSessions = 2_000

/** Adds sessions over two years to the workspace, by COPY. */
export async function addHistory(desk: Desk, sessions: number, live: number): Promise<void> {
  const db = openDatabase(desk.connection, { poolSize: 2, limits: { statementMs: 600_000 } })
  try {
    const platform = { db, now: () => instant(Date.now()) }
    await fillWorkspace(platform, { name: historyName, sessions, live, messages: 10, seed: sessions })
  } finally {
    await db.destroy()
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

/** Signs one of the demo's people in to the workspace of years. */
export async function signIn(desk: Desk, email: string, connections: number): Promise<Caller> {
  const answer = await fetch(`${desk.origin}/api/v1/logins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'rapport-exempt': desk.exemption },
    body: JSON.stringify({ email, password: demoPassword, as: 'token' }),
  })
  const { token, me } = (await answer.json()) as SignedIn
  const workspaceId = me.workspaces.find(({ name }) => name === historyName)?.id
  if (workspaceId === undefined) throw new Error(`${email} is not in the workspace ${historyName}`)
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
