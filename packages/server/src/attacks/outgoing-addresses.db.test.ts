import { createServer } from 'node:http'
import type { AddressInfo, Server as TcpServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { untilIdle } from '../testing/attacks/hash-workspace.ts'
import { sendHttp } from '../testing/attacks/raw-http.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let canary: TcpServer
let connections = 0
beforeAll(async () => {
  database = await openTestDatabase()
  // As people run it: no private network is allowed.
  server = await startTestServer(database.connection, { config: { allowedNetworks: [] } })
  desk = await aDesk(server, database.db)
  canary = createServer((_request, response) => void response.end('secret'))
  canary.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  canary.close()
  await server.stop()
  await database.close()
})

function listTargets(): string[] {
  const { port } = canary.address() as AddressInfo
  const hosts = [
    ...['127.0.0.1', 'localhost', '0', '2130706433', '0177.1', '0x7f.1', '127.1', '[::]', '[::1]'],
    ...['[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]', '169.254.169.254', '[fd00:ec2::254]', '192.0.0.192'],
    ...['100.100.100.200', '10.0.0.1', '172.17.0.1', '192.168.0.1', 'anything.localhost', '127。0。0。1'],
  ]
  return hosts.flatMap((host) => [`http://${host}:${port}/`, `https://${host}:${port}/`])
}

async function post(path: string, body: object): Promise<{ status: number; body: string }> {
  return await sendHttp(server.origin, {
    method: 'POST',
    path: `/api/v1${path}`,
    headers: { authorization: `Bearer ${desk.callers.owner.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Where a member of a workspace may write an address that we then call; each answers what they are told of it. */
const fields: Readonly<Record<string, (url: string) => Promise<string>>> = {
  async 'the address of a webhook'(url) {
    const made = await post('/webhooks', { name: 'Hook', url, events: ['message.received'] })
    if (made.status !== 200) return `refused ${made.status}`
    const { webhook } = JSON.parse(made.body) as { webhook: { id: string } }
    const told = JSON.parse((await post(`/webhooks/${webhook.id}/test`, {})).body) as Record<string, unknown>
    await post(`/webhooks/${webhook.id}/pause`, {})
    return JSON.stringify({ ...told, durationMs: null })
  },
  async 'the address of a channel'(url) {
    const routing = { startsIn: 'unassigned', botId: null, teamId: null }
    const settings = { url, deduplicates: true, replyWindowHours: null }
    const { genericInbox, outboxMessage } = desk.callers.owner.own
    const channel = { name: 'Channel', channelLabel: null, ...routing, settings }
    const changed = await post(`/generic-inboxes/${genericInbox}`, channel)
    if (changed.status !== 200) return `refused ${changed.status}`
    return `retried ${(await post(`/outbox/${outboxMessage}/retry`, {})).status}`
  },
}

test('no address that a workspace may write leads a request of ours to a private place, or tells what is there', async () => {
  const tally = createTally('ATK-50', 'addresses that a workspace writes')
  const closed = 'http://127.0.0.1:9/'
  for (const [field, tell] of Object.entries(fields)) {
    const usual = await tell(closed)
    for (const url of listTargets()) {
      const told = await tell(url)
      if (told === usual || told.startsWith('refused 422')) tally.safe()
      else tally.unsafe(`${field} ${url}: ${told} instead of ${usual}`)
    }
  }
  await untilIdle(database.db)
  tally.print({
    fields: Object.keys(fields).length,
    targets: listTargets().length,
    connections_to_canary: connections,
  })
  expect(tally.failures()).toEqual([])
  expect(connections).toBe(0)
}, 60_000)
