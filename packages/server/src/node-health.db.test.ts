import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Server } from './app.ts'
import { linkDatabase } from './platform/db/testing/link-database.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { aWorkspace } from './testing/a-workspace.ts'
import { agentPath, openGreeted } from './testing/attacks/raw-socket.ts'
import { startTestServer } from './testing/start-test-server.ts'

const metricsToken = 'a-token-for-the-metrics'
let database: TestDatabase
let server: Server
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection, { config: { metricsToken } })
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const ask = async (path: string, headers: Record<string, string> = {}, at = server) => {
  const answer = await fetch(`${at.origin}${path}`, { headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

describe('what proxies ask', () => {
  test('is answered to anybody, shortly, uncached, with the headers of every answer', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const { status, headers, text } = await ask(path)
      expect(status).toBe(200)
      expect(text.length).toBeLessThan(60)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('set-cookie')).toBeNull()
    }
    expect((await fetch(`${server.origin}/readyz`, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(`${server.origin}/readyz`, { method: 'POST' })).status).toBe(404)
  })

  test('a database on a link that swallows everything makes a node not ready within five seconds, frees whoever waits, sends sockets on, and heals', async () => {
    const link = await linkDatabase(database.connection)
    const node = await startTestServer(link.connection)
    const workspace = await aWorkspace(database.db)
    const { owner } = workspace
    const live = await openGreeted(node.origin, agentPath, { token: owner.token })
    const me = () => ask('/api/v1/me', { authorization: `Bearer ${owner.token}` }, node)
    expect((await me()).status).toBe(200)

    link.hold()
    const from = performance.now()
    const waiting = me()
    while ((await ask('/readyz', {}, node)).status === 200) await sleep(50)
    expect(performance.now() - from).toBeLessThan(5_000)
    expect(JSON.parse((await ask('/readyz', {}, node)).text)).toEqual({
      status: 'not ready',
      reasons: ['database'],
    })
    expect((await ask('/healthz', {}, node)).status).toBe(200)
    expect(await live.closed).toBe(1001)
    expect((await waiting).status).toBe(503)
    expect(performance.now() - from).toBeLessThan(12_000)

    link.release()
    while ((await ask('/readyz', {}, node)).status !== 200) await sleep(50)
    expect((await me()).status).toBe(200)
    await node.stop()
    await link.close()
  }, 40_000)

  test('a node that stops says so first, and goes on answering until proxies had their time', async () => {
    const node = await startTestServer(database.connection, { config: { drainSeconds: 1 } })
    const stopped = node.stop()
    const { status, text } = await ask('/readyz', {}, node)
    expect({ status, text: JSON.parse(text) }).toEqual({
      status: 503,
      text: { status: 'not ready', reasons: ['stopping'] },
    })
    expect((await ask('/api/v1/setup', {}, node)).status).toBe(200)
    await stopped
    await expect(fetch(`${node.origin}/healthz`)).rejects.toThrow()
  })
})

describe('metrics', () => {
  const authorization = `Bearer ${metricsToken}`

  test('are shown to whoever holds the token, and without one there is no such page', async () => {
    expect((await ask('/metrics')).status).toBe(401)
    expect((await ask('/metrics', { authorization: 'Bearer another-token-of-length' })).status).toBe(401)
    expect((await ask('/metrics', { authorization })).status).toBe(200)
    const node = await startTestServer(database.connection)
    expect((await ask('/metrics', { authorization }, node)).status).toBe(404)
    await node.stop()
  })

  test('are shown on a port of their own without a token, and nothing else is', async () => {
    const metricsPort = 20_000 + Math.floor(Math.random() * 10_000)
    const node = await startTestServer(database.connection, { config: { metricsPort } })
    const at = `http://127.0.0.1:${metricsPort}`
    expect(await (await fetch(`${at}/metrics`)).text()).toContain('rapport_ready 1')
    expect((await fetch(`${at}/api/v1/setup`)).status).toBe(404)
    expect((await ask('/metrics', {}, node)).status).toBe(404)
    await node.stop()
    await expect(fetch(`${at}/metrics`)).rejects.toThrow()
  })

  test('count requests by route, sockets, connections, jobs and the loop, and name no path that was asked for', async () => {
    const workspace = await aWorkspace(database.db)
    await openGreeted(server.origin, agentPath, { token: workspace.owner.token })
    await ask('/api/v1/sessions/somebody-s-secret')
    const { text, headers } = await ask('/metrics', { authorization })
    expect(headers.get('content-type')).toContain('text/plain')
    for (const line of [
      /^rapport_http_request_seconds_count\{method="GET",route="\/api\/v1\/sessions\/:sessionId",status="401"\} 1$/m,
      /^rapport_sockets_open\{kind="agent"\} 1$/m,
      /^rapport_database_connections\{state="(in_use|idle)"\} \d+$/m,
      /^rapport_database_waiting 0$/m,
      /^rapport_jobs\{state="waiting"\} 0$/m,
      /^rapport_jobs\{state="failed"\} 0$/m,
      /^rapport_bus_connected 1$/m,
      /^rapport_ready 1$/m,
      /^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m,
      /^process_resident_memory_bytes \d+$/m,
    ])
      expect(text).toMatch(line)
    expect(text).not.toContain('somebody-s-secret')
  })
})
