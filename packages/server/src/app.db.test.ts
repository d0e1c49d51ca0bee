import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { closeCodes } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PortInUse, startServer } from './app.ts'
import { ConfigRefused, openInstallation } from './operating.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { createLog } from './platform/log/index.ts'
import { aWorkspace, testPassword } from './testing/a-workspace.ts'
import { startTestServer } from './testing/start-test-server.ts'

let database: TestDatabase
const log = createLog('silent')

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a server that stops finishes what is under way, sends sockets away with 1001, and takes nobody new', async () => {
  const server = await startTestServer(database.connection)
  const { hostname, port } = new URL(server.origin)
  const body = JSON.stringify({ email: 'nobody@example.test', password: 'x' })
  const request = connect(Number(port), hostname)
  const answered = new Promise<string>((resolve) => {
    let text = ''
    request.on('data', (chunk) => {
      text += String(chunk)
    })
    request.on('close', () => resolve(text))
  })
  request.write(
    `POST /api/v1/logins HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/api/v1/widget/socket`)
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  const closed = new Promise<number>((resolve) =>
    socket.addEventListener('close', ({ code }) => resolve(code)),
  )

  const stopped = server.stop()
  expect(await closed).toBe(closeCodes.goingAway)
  request.write(body)
  expect(await answered).toMatch(/^HTTP\/1\.1 401 /)
  await stopped
  await expect(fetch(`${server.origin}/api/v1/setup`)).rejects.toThrow()
})

test('a port that is taken is told in one line, and what had been opened is closed again', async () => {
  const first = await startTestServer(database.connection)
  const second = startServer(first.config, { connection: database.connection, log })
  await expect(second).rejects.toThrow(PortInUse)
  await expect(second).rejects.toThrow(`Port ${first.config.port} is in use by another program`)
  expect((await fetch(`${first.origin}/api/v1/setup`)).status).toBe(200)
  await first.stop()
})

test('behind https the login is kept in a cookie that no other site and no script can touch', async () => {
  const origin = 'https://desk.example.test'
  const server = await startTestServer(database.connection, {
    config: { publicOrigin: origin, filesOrigin: origin, consoleOrigins: [origin] },
  })
  const { owner } = await aWorkspace(database.db)
  const { port } = server.config
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/logins`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: owner.email, password: testPassword }),
  })
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-rapport=[\w-]{43}; /)
  for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
    expect(cookie).toContain(attribute)
  expect(cookie).not.toContain('Domain')
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect(await answer.json()).toMatchObject({ token: null, me: { user: { email: owner.email } } })
  await server.stop()
})

test("an operator's door opens the same data with the same key, without a port", async () => {
  const server = await startTestServer(database.connection)
  const opened = await openInstallation(server.config, { connection: database.connection, log })
  const sealed = server.platform.vault.seal('secret', 'place')
  expect(opened.platform.vault.open(sealed, 'place')).toBe('secret')
  await opened.close()
  await server.stop()
})

test('a server with another key than the database is used with is refused, in one line that says what to do', async () => {
  const server = await startTestServer(database.connection)
  const stranger = openInstallation(
    { ...server.config, secretKey: randomBytes(32) },
    { connection: database.connection, log },
  )
  await expect(stranger).rejects.toThrow(ConfigRefused)
  await expect(stranger).rejects.toThrow(
    /^RAPPORT_SECRET_KEY must be the key that this database is used with[^\n]*$/,
  )
  await server.stop()
})
