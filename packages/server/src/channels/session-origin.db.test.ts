import { randomUUID } from 'node:crypto'
import type { Origin, ServerFrame, VisitorOrigin } from '@rapport/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let workspace: TestWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection, { config: { countryHeader: 'x-country' } })
  workspace = await aWorkspace(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1'

async function aToken(): Promise<string> {
  const answer = await fetch(`${server.origin}/api/v1/widget/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: workspace.inbox.widget?.key }),
  })
  return ((await answer.json()) as { token: string }).token
}

/** A visitor who connects, saying where they are, writes once, and leaves; where their session says it comes from. */
async function write(token: string, origin: VisitorOrigin | undefined, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/api/v1/widget/socket`, { headers })
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  const sent = new Promise<Extract<ServerFrame, { type: 'sent' }>>((resolve) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as ServerFrame
      if (frame.type === 'welcome')
        socket.send(JSON.stringify({ type: 'send', clientId: randomUUID(), text: 'Hello', fileIds: [] }))
      if (frame.type === 'sent') resolve(frame)
    })
  })
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, token, origin }))
  const { sessionId } = await sent
  socket.close()
  return sessionId
}

async function originOfSession(sessionId: string): Promise<Origin | undefined> {
  const { rows } = await sql<Origin>`
    select language, country, page_url as "pageUrl", referrer, device from sessions
    where workspace_id = ${workspace.scope.workspaceId} and session_id = ${sessionId}`.execute(database.db)
  return rows[0]
}

test('a session says where its visitor was, without what their address carried', async () => {
  const said = {
    pageUrl: 'https://shop.example/cart?email=ana%40shop.example#pay',
    referrer: 'https://search.example/?q=parcel',
    language: 'cs',
  }
  const sessionId = await write(await aToken(), said, { 'user-agent': phone, 'x-country': 'cz' })
  expect(await originOfSession(sessionId)).toEqual({
    pageUrl: 'https://shop.example/cart',
    referrer: 'https://search.example/',
    language: 'cs',
    country: 'CZ',
    device: 'phone',
  })
})

test('it keeps what it was at the start, wherever the visitor writes from later', async () => {
  const token = await aToken()
  const first = await write(token, { pageUrl: 'https://shop.example/first' })
  const again = await write(token, { pageUrl: 'https://shop.example/second' })
  expect(again).toBe(first)
  expect((await originOfSession(first))?.pageUrl).toBe('https://shop.example/first')
})

test('a page that says nothing, or nonsense, costs nobody a message', async () => {
  const unknown = { pageUrl: null, referrer: null, language: null, country: null, device: null }
  expect(await originOfSession(await write(await aToken(), undefined))).toEqual(unknown)
  const nonsense = { pageUrl: 'javascript:alert(1)', referrer: 'nowhere', language: '<script>' }
  expect(await originOfSession(await write(await aToken(), nonsense, { 'x-country': 'Moon' }))).toEqual(
    unknown,
  )
})
