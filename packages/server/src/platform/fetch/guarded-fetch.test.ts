import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createGuardedFetch, FetchFailed, type GuardedFetch } from './index.ts'
import { aCertificate } from './testing/a-certificate.ts'

const allowed = { allowedNetworks: ['127.0.0.1/32'] }
const door = createGuardedFetch(allowed)
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  closing.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  const origin = await listen(server)
  closing.push(() => server.closeAllConnections())
  return origin
}

async function failureOf(work: ReturnType<GuardedFetch['request' | 'download']>): Promise<FetchFailed> {
  const error: unknown = await work.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (error instanceof FetchFailed) return error
  throw new Error('It did not fail as it should', { cause: error })
}

test('a request arrives as it was given, and the answer comes back whole', async () => {
  const origin = await serve((request, response) => {
    const { method, url, headers } = request
    const seen = { method, url, type: headers['content-type'], host: headers.host }
    response.setHeader('x-two', ['a', 'b'])
    void text(request).then((body) => response.end(JSON.stringify({ ...seen, body })))
  })
  const headers = { 'content-type': 'text/plain', host: 'other.test' }
  const {
    status,
    headers: got,
    body,
  } = await door.request(`${origin}/a%20b?c=d#e`, {
    method: 'POST',
    headers,
    body: 'žluť',
  })
  expect({ status, two: got['x-two'] }).toEqual({ status: 200, two: 'a, b' })
  expect(JSON.parse(body.toString())).toEqual({
    method: 'POST',
    url: '/a%20b?c=d',
    type: 'text/plain',
    host: new URL(origin).host,
    body: 'žluť',
  })
})

test('a redirect is an answer, and nobody goes where it points', async () => {
  let calls = 0
  const origin = await serve((_request, response) => {
    calls += 1
    response.writeHead(302, { location: `${origin}/elsewhere`, 'set-cookie': 'a=b' }).end()
  })
  const { status, headers } = await door.request(origin)
  expect({ status, location: headers.location, calls }).toEqual({
    status: 302,
    location: `${origin}/elsewhere`,
    calls: 1,
  })
})

test('a name is asked for once, and only its permitted addresses are dialled', async () => {
  const origin = await serve((_request, response) => response.end('here'))
  const { port } = new URL(origin)
  let asked = 0
  const answers = [['10.9.9.9', '127.0.0.1', '::1'], ['10.9.9.9'], []]
  const resolve = async () => answers[asked++] ?? []
  const named = createGuardedFetch({ ...allowed, resolve })
  const url = `http://consumer.test:${port}/`
  expect((await named.request(url)).body.toString()).toBe('here')
  expect(asked).toBe(1)
  expect(await failureOf(named.request(url))).toMatchObject({ reason: 'refused_address', sent: false })
  expect(await failureOf(named.request(url))).toMatchObject({ reason: 'refused_address', sent: false })
})

test('what is refused, unknown and closed reads the same to whoever named the address, and not to the operator', async () => {
  const resolve = () => Promise.reject(new Error('no such name'))
  const hosts: string[] = []
  const shut = createGuardedFetch({ ...allowed, resolve, onRefused: (host) => void hosts.push(host) })
  const closed = await listen(createTcpServer())
  for (const close of closing.splice(0)) close()
  const failures = await Promise.all(
    ['http://10.0.0.1/', 'http://nobody.test/', closed].map((url) => failureOf(shut.request(url))),
  )
  expect(failures.map(({ reason }) => reason)).toEqual(['refused_address', 'unresolved', 'connect'])
  expect(new Set(failures.map(({ message, publicReason }) => message + publicReason)).size).toBe(1)
  expect(failures.every(({ sent }) => !sent)).toBe(true)
  expect(hosts).toEqual(['10.0.0.1'])
})

test('a connection that breaks after the request was written may have been heard', async () => {
  const unheard = await serve((request) => request.socket.destroy())
  expect(await failureOf(door.request(unheard))).toMatchObject({ reason: 'broken', sent: true, status: null })
  const halfway = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half')
    setTimeout(() => request.socket.destroy(), 20)
  })
  expect(await failureOf(door.request(halfway))).toMatchObject({ reason: 'broken', sent: true, status: 200 })
  const noise = await listen(createTcpServer((socket) => void socket.end('220 mail.test ESMTP\r\n')))
  expect(await failureOf(door.request(noise))).toMatchObject({ reason: 'broken', sent: true })
  const upgrading = await listen(
    createTcpServer(
      (socket) => void socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ),
  )
  expect(await failureOf(door.request(upgrading))).toMatchObject({ reason: 'broken', sent: true })
})

test('time is limited from the first step to the last byte, and by the caller too', async () => {
  const silent = await serve(() => undefined)
  const dripping = await serve((_request, response) => {
    const timer = setInterval(() => response.write('.'), 10)
    response.on('close', () => clearInterval(timer))
  })
  const nameless = createGuardedFetch({ ...allowed, resolve: () => new Promise(() => undefined) })
  const deaf = createGuardedFetch({
    ...allowed,
    connectTimeoutMs: 60,
    resolve: () => new Promise(() => undefined),
  })
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 60)
  const begun = performance.now()
  const failures = await Promise.all([
    failureOf(door.request(silent, { timeoutMs: 60 })),
    failureOf(door.request(dripping, { timeoutMs: 60 })),
    failureOf(nameless.request('http://slow.test/', { timeoutMs: 60 })),
    failureOf(deaf.request('http://slow.test/')),
    failureOf(door.request(silent, { signal: stop.signal })),
  ])
  expect(performance.now() - begun).toBeLessThan(2_000)
  expect(failures.map(({ reason, sent }) => [reason, sent])).toEqual([
    ['timeout', true],
    ['timeout', true],
    ['timeout', false],
    ['connect', false],
    ['timeout', true],
  ])
})

test('a body is held to its limit whether it says its length or not, and is never unpacked', async () => {
  const told = await serve((_request, response) => response.end(Buffer.alloc(5_000)))
  const endless = await serve((_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(4_096)));
    }
    response.on('drain', more)
    more()
  })
  for (const origin of [told, endless]) {
    const failure = await failureOf(door.request(origin, { bytesMax: 4_999 }))
    expect(failure).toMatchObject({ reason: 'too_large', sent: true, status: 200 })
  }
  expect((await door.request(told, { bytesMax: 5_000 })).body).toHaveLength(5_000)

  const bomb = gzipSync(Buffer.alloc(10_000_000))
  const packed = await serve((request, response) => {
    expect(request.headers['accept-encoding']).toBe('identity')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
  })
  expect((await door.request(packed, { bytesMax: 20_000 })).body).toEqual(bomb)
})

test('a download comes as a stream under the same limits, and ends when its reader goes away', async () => {
  const gone: Promise<unknown>[] = []
  const origin = await serve((request, response) => {
    gone.push(new Promise((resolve) => response.on('close', resolve)))
    response.write(Buffer.alloc(3_000))
    if (request.url === '/whole') response.end()
  })
  expect(await text((await door.download(`${origin}/whole`)).stream)).toHaveLength(3_000)

  const large = await door.download(`${origin}/open`, { bytesMax: 2_999 })
  await expect(text(large.stream)).rejects.toMatchObject({ reason: 'too_large', status: 200 })
  const slow = await door.download(`${origin}/open`, { timeoutMs: 60 })
  await expect(text(slow.stream)).rejects.toMatchObject({ reason: 'timeout', sent: true })
  const left = await door.download(`${origin}/open`)
  left.stream.destroy()
  await door.download(`${origin}/open`, { timeoutMs: 60 })
  await Promise.all(gone)
})

test('headers without end, and ones that no header may be, come to nothing', async () => {
  const origin = await serve((_request, response) => {
    for (let i = 0; i < 100; i += 1) response.setHeader(`x-${i}`, 'x'.repeat(500))
    response.end()
  })
  expect(await failureOf(door.request(origin))).toMatchObject({ reason: 'broken', sent: true })
  await expect(door.request(origin, { headers: { 'x-a': 'b\r\nx-c: d' } })).rejects.toThrow(TypeError)
})

test('a secure connection is made only with who the address names, though another was dialled', async () => {
  const { cert, key } = aCertificate('consumer.test')
  const server = createTlsServer({ cert, key }, (request, response) => response.end(request.headers.host))
  const { port } = new URL(await listen(server))
  const trusting = createGuardedFetch({ ...allowed, ca: cert, resolve: async () => ['127.0.0.1'] })
  const { body } = await trusting.request(`https://consumer.test:${port}/`)
  expect(body.toString()).toBe(`consumer.test:${port}`)

  const plain = await serve((_request, response) => response.end())
  const wary = createGuardedFetch({ ...allowed, resolve: async () => ['127.0.0.1'] })
  const failures = await Promise.all([
    failureOf(trusting.request(`https://other.test:${port}/`)),
    failureOf(trusting.request(`https://127.0.0.1:${port}/`)),
    failureOf(wary.request(`https://consumer.test:${port}/`)),
    failureOf(trusting.request(plain.replace('http:', 'https:'))),
  ])
  for (const failure of failures) expect(failure).toMatchObject({ reason: 'tls', sent: false })
})
