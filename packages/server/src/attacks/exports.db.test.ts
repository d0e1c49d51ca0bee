import { randomUUIDv7 } from 'node:crypto'
import type { ExportView } from '@rapport/contract'
import { workspaceHeader } from '@rapport/contract'
import { defaultWorkspaceSettings, instant } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let other: Desk
let aheadMs = 0
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection, {
    overrides: { now: () => instant(Date.now() + aheadMs) },
  })
  desk = await aDesk(server, database.db)
  other = await aDesk(server, database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const tally = createTally('ATK-56', 'exports')
type By = Readonly<{ token: string | null; workspaceId?: string }>
type Asked = By & Readonly<{ path: string; body?: object; method?: string }>

async function ask({ token, path, body, method, workspaceId = desk.workspaceId }: Asked): Promise<Response> {
  return await fetch(`${server.origin}${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}`, [workspaceHeader]: workspaceId }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

const tokenOf = (name: 'agent' | 'supervisor' | 'admin' | 'owner', at = desk) => at.callers[name].token ?? ''

const begin = (by: By) =>
  ask({
    ...by,
    path: '/api/v1/exports',
    body: {
      clientId: randomUUIDv7(),
      target: { list: 'all', filter: '', sort: 'started', direction: 'desc' },
      format: 'csv',
      options: { columns: ['contact', 'state'], transcripts: true },
    },
  })

async function tryWith(what: string, wanted: readonly number[], asked: Asked): Promise<void> {
  const answer = await ask(asked)
  await answer.arrayBuffer()
  if (wanted.includes(answer.status)) tally.safe()
  else tally.unsafe(`${what}: ${answer.status}`)
}

test('nobody but its maker finds an export, by any door, and an agent may begin none', async () => {
  const made = (await (await begin({ token: tokenOf('owner') })).json()) as ExportView
  expect(made.state).toBe('done')
  expect((await begin({ token: tokenOf('agent') })).status).toBe(403)
  const base = `/api/v1/exports/${made.id}`
  const doors = [{ path: base }, { path: `${base}/link`, body: {} }, { path: `${base}/cancel`, body: {} }]
  doors.push({ path: `${base}/repeat`, body: { clientId: randomUUIDv7() } })
  const all = [...doors, { path: base, method: 'DELETE' }]
  for (const door of all) {
    for (const name of ['supervisor', 'admin'] as const)
      await tryWith(`${name} ${door.path}`, [404], { ...door, token: tokenOf(name) })
    await tryWith('an agent', [403], { ...door, token: tokenOf('agent') })
    await tryWith('another workspace', [404], { ...door, token: tokenOf('owner', other) })
    await tryWith('nobody', [401], { ...door, token: null })
    await tryWith('a guess', [404], {
      ...door,
      path: door.path.replace(made.id, randomUUIDv7()),
      token: tokenOf('owner'),
    })
  }
  expect((await ask({ token: tokenOf('owner'), path: base })).status).toBe(200)
})

test('a link is a file to save and nothing else, for its holder, for minutes, and while they may export', async () => {
  const made = (await (await begin({ token: tokenOf('owner') })).json()) as ExportView
  const link = async () =>
    (
      (await (
        await ask({ token: tokenOf('owner'), path: `/api/v1/exports/${made.id}/link`, body: {} })
      ).json()) as { url: string }
    ).url
  const url = await link()
  const answer = await ask({ token: null, path: url })
  const body = Buffer.from(await answer.arrayBuffer())
  expect([answer.status, body.length]).toEqual([200, made.bytes])
  expect(answer.headers.get('content-length')).toBe(String(made.bytes))
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Sessions .*\.csv"/)
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const parts = new URL(url, server.origin).searchParams
  for (const [key, value] of parts) {
    const changed = new URLSearchParams(parts)
    changed.set(
      key,
      key === 'expires' ? String(Number(value) + 1) : value.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    )
    await tryWith(`${key} changed`, [404], { token: null, path: `${url.split('?')[0]}?${changed}` })
  }
  await tryWith('of another export', [404], { token: null, path: url.replace(made.id, randomUUIDv7()) })
  aheadMs += 11 * 60_000
  await tryWith('after its minutes', [404], { token: null, path: url })
  const fresh = await link()
  const signedOut = await fetch(`${server.origin}/api/v1/logins/current`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${tokenOf('owner')}` },
  })
  expect(signedOut.ok).toBe(true)
  await tryWith('after signing out', [404], { token: null, path: fresh })
})

test('a file is fetched no more by whoever lost an inbox that it reaches, or may export no longer, and they are told why', async () => {
  const owner = tokenOf('owner', other)
  const { token, userId } = other.callers.agent
  const grant = (agentsMay: readonly string[]) =>
    other.call(owner, '/workspace', { name: 'Desk', settings: { ...defaultWorkspaceSettings, agentsMay } })
  const staff = (agentIds: readonly (string | null)[]) =>
    other.call(owner, `/inboxes/${other.inboxId}/access`, { agentIds, teamIds: [] })
  await grant(['exports.create'])
  await staff([userId])
  const inOther = { token, workspaceId: other.workspaceId }
  const { id } = (await (await begin(inOther)).json()) as ExportView
  const door = { ...inOther, path: `/api/v1/exports/${id}/link`, body: {} }
  const codeAt = async (asked: Asked) => {
    const answer = await ask(asked)
    const text = await answer.text()
    return answer.ok ? answer.status : `${answer.status} ${JSON.parse(text).code}`
  }
  const { url } = (await (await ask(door)).json()) as { url: string }
  const linked = { token: null, path: url }
  expect([await codeAt(linked), await codeAt(door)]).toEqual([200, 200])
  await staff([])
  expect([await codeAt(linked), await codeAt(door)]).toEqual([
    '403 export_out_of_reach',
    '403 export_out_of_reach',
  ])
  await staff([userId])
  expect([await codeAt(linked), await codeAt(door)]).toEqual([200, 200])
  await grant([])
  expect([await codeAt(linked), await codeAt(door)]).toEqual(['404 not_found', '403 forbidden'])
})

test('of many exports asked for at once, one runs for a person', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => begin({ token: tokenOf('supervisor') })))
  const codes = new Set(answers.map(({ status }) => status))
  expect([...codes].every((status) => status === 200 || status === 409)).toBe(true)
  for (const answer of answers) {
    const { state, code } = (await answer.json()) as Partial<ExportView> & { code?: string }
    if (state === 'done' || code === 'export_running') tally.safe()
    else tally.unsafe(`${answer.status} ${state ?? code}`)
  }
  tally.print()
  expect(tally.failures()).toEqual([])
})
