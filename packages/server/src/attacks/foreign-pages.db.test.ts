import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { createLoginCookie } from '../platform/http/index.ts'
import { aDesk, type Desk } from '../testing/attacks/a-desk.ts'
import { agentPath, openSocket, visitorPath } from '../testing/attacks/raw-socket.ts'
import { createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: Desk
let cookie: string
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aDesk(server, database.db)
  cookie = `${createLoginCookie(server.config.publicOrigin).name}=${desk.callers.owner.token}`
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

/** The status of a handshake: 101 when there is a socket. */
async function knock(path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  try {
    const live = await openSocket(server.origin, { path, headers })
    live.end()
    return 101
  } catch (error) {
    return (error as { status?: number }).status ?? 0
  }
}

function listForeignOrigins(): string[] {
  const { host, hostname, port } = new URL(server.origin)
  return [
    'https://evil.test',
    'null',
    '',
    '*',
    `https://${host}`,
    `http://${hostname}`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://${hostname}.evil.test:${port}`,
    `http://${hostname}.:${port}`,
    `http://evil.test:${port}`,
    `http://${host}.evil.test`,
    `http://${host}@evil.test`,
    `http://evil.test/${server.origin}`,
    `http://evil.test?${server.origin}`,
    `${server.origin}/`,
    `${server.origin}, https://evil.test`,
    `https://evil.test ${server.origin}`,
    `http://x${host}`,
    'http://localhost',
    'https://localhost',
    'file://',
    'chrome-extension://abcdefghijklmnop',
  ]
}

test('a foreign page cannot open the socket with the cookie of whoever looks at it, nor can a cookie without a page', async () => {
  const tally = createTally('ATK-20', 'sockets from foreign pages')
  const expectStatus = async (what: string, path: string, headers: Record<string, string>) => {
    const status = await knock(path, headers)
    if (status === 403) tally.safe()
    else tally.unsafe(`${what}: ${status}`)
  }
  for (const path of [agentPath, visitorPath])
    for (const origin of listForeignOrigins()) {
      await expectStatus(`${path} from ${origin} with the cookie`, path, { cookie, origin })
      await expectStatus(`${path} from ${origin} without`, path, { origin })
    }
  await expectStatus('the cookie without an origin', agentPath, { cookie })

  // What is ours still opens: otherwise nothing was shown above.
  const ours = await openSocket(server.origin, {
    path: agentPath,
    headers: { cookie, origin: server.origin },
  })
  ours.say({ type: 'hello', protocol: 1 })
  await ours.next('welcome')
  ours.end()
  tally.print()
  expect(tally.failures()).toEqual([])
})

test("the visitors' socket lets in by a visitor's token alone: no cookie, no login", async () => {
  const tally = createTally('ATK-20', 'cookies on the visitor socket')
  const headers = { cookie, origin: server.origin }
  const refused = async (what: string, hello: object, code: number) => {
    const live = await openSocket(server.origin, { path: visitorPath, headers })
    live.say({ type: 'hello', protocol: 1, ...hello })
    const found = await live.closed
    if (found === code && live.frames.length === 0) tally.safe()
    else tally.unsafe(`${what}: ${found}`)
  }
  await refused('the cookie alone', {}, 1007)
  await refused('an empty token', { token: '' }, 4001)
  await refused('a login as the token', { token: desk.callers.owner.token }, 4001)

  const live = await openSocket(server.origin, { path: visitorPath, headers })
  live.say({ type: 'hello', protocol: 1, token: desk.callers.visitor.token })
  const { epoch } = await live.next('welcome')
  live.say({ type: 'follow', epoch, position: 0 })
  const { conversationId } = await live.next('following')
  live.say({ type: 'send', clientId: randomUUID(), text: 'as who I am' })
  await live.next(
    'event',
    ({ message }) => message?.author.kind === 'contact' && message.text === 'as who I am',
  )
  if (conversationId === desk.callers.visitor.own.conversation) tally.safe()
  else tally.unsafe('somebody else than the token says')
  live.end()
  tally.print()
  expect(tally.failures()).toEqual([])
})
