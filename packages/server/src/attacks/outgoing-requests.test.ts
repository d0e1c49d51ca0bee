import { createServer } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGuardedFetch, FetchFailed, type GuardedFetch } from '../platform/fetch/index.ts'
import { createTally } from '../testing/attacks/tally.ts'

// Who must never be called: this machine, on both its families if it has them. Everything it hears is counted.
let canaryConnections = 0
const canaries: Server[] = []
let port = 0
let visible: Server
beforeAll(async () => {
  visible = createServer((_request, response) => {
    response.writeHead(301, { location: `http://127.0.0.1:${port}/` }).end()
  })
  for (const host of ['127.0.0.1', '::1']) {
    const canary = createServer((_request, response) => void response.end('secret'))
    canary.on('connection', () => {
      canaryConnections += 1
    })
    const hasFamily = await listen(canary, host, port)
    if (!hasFamily) continue
    port = (canary.address() as AddressInfo).port
    canaries.push(canary)
  }
  // The only address that is allowed here stands for the public internet.
  await listen(visible, '127.0.0.2', 0)
})
afterAll(() => {
  for (const server of [...canaries, visible]) server.close()
})

const listen = (server: Server, host: string, at: number) =>
  new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? resolve(false) : reject(error),
    )
    server.listen(at, host, () => resolve(true))
  })

const privateAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '172.17.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '192.0.0.192',
  '100.100.100.200',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
]

// Ways to write one of them that are not how an address is usually written.
const spellings = [
  '0',
  '127.1',
  '2130706433',
  '0177.1',
  '0x7f.1',
  '0x7f000001',
  '017700000001',
  '127.0.0.1.',
  '127。0。0。1',
  '１２７.0.0.1',
  '[0:0:0:0:0:0:0:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  'localhost',
  'LOCALHOST.',
  'anything.localhost',
]

const inUrl = (address: string) => (address.includes(':') ? `[${address}]` : address)

type Attempt = Readonly<{ what: string; url: string; door?: GuardedFetch }>

const usual = createGuardedFetch({ allowedNetworks: ['127.0.0.2/32'] })
const naming = (...answers: readonly (readonly string[])[]) => {
  let asked = 0
  const resolve = async () => answers[Math.min(asked++, answers.length - 1)] ?? []
  return createGuardedFetch({ allowedNetworks: ['127.0.0.2/32'], resolve })
}

function listAttempts(): Attempt[] {
  const { port: open } = visible.address() as AddressInfo
  const literal = [...privateAddresses.map(inUrl), ...spellings].flatMap((host) =>
    ['http', 'https'].map((scheme) => ({ what: `${scheme} ${host}`, url: `${scheme}://${host}:${port}/` })),
  )
  const named = privateAddresses.flatMap((address) => [
    { what: `a name for ${address}`, url: `http://evil.test:${port}/`, door: naming([address]) },
    {
      what: `a name that turns to ${address}`,
      url: `http://evil.test:${port}/`,
      door: naming(['127.0.0.2'], [address]),
    },
    {
      what: `a name with ${address} among others`,
      url: `http://evil.test:${port}/`,
      door: naming([address, '127.0.0.2', address]),
    },
  ])
  const written = [
    'metadata.google.internal',
    `user@127.0.0.1:${port}`,
    `example.com@127.0.0.1:${port}`,
    `127.0.0.1:${port}#@example.com`,
    `127.0.0.1:${port}\\@example.com`,
    `user:secret@127.0.0.2:${open}`,
  ].map((rest) => ({ what: rest, url: `http://${rest}/` }))
  const schemes = ['gopher', 'file', 'ftp', 'data', 'javascript', 'ws', 'blob', 'unix'].map((scheme) => ({
    what: scheme,
    url: `${scheme}://127.0.0.1:${port}/`,
  }))
  const redirected = [{ what: 'a redirect', url: `http://127.0.0.2:${open}/` }]
  const google = naming(['169.254.169.254'])
  return [
    ...literal,
    ...named,
    ...written.map((attempt) => ({ ...attempt, door: google })),
    ...schemes,
    ...redirected,
    { what: 'nonsense', url: 'http://' },
  ]
}

/** What came of one attempt: the status it was answered with, or the words the caller would get. */
async function attempt({ url, door = usual }: Attempt, way: 'request' | 'download'): Promise<string> {
  try {
    const { status } = await door[way](url, { method: 'POST', body: 'x', timeoutMs: 3_000 })
    return String(status)
  } catch (error) {
    if (error instanceof FetchFailed) return `${error.sent ? 'sent: ' : ''}${error.message}`
    throw error
  }
}

test('no way to write, name or lead to a private address brings a request there, or tells what is there', async () => {
  const tally = createTally('ATK-50', 'server-side requests')
  const attempts = listAttempts()
  for (const way of ['request', 'download'] as const) {
    for (const one of attempts) {
      const outcome = await attempt(one, way)
      const expected = one.what === 'a redirect' ? '301' : 'The address cannot be reached.'
      if (outcome === expected) tally.safe()
      else tally.unsafe(`${way} ${one.what}: ${outcome}`)
    }
  }
  tally.print({
    targets: privateAddresses.length + spellings.length,
    connections_to_canary: canaryConnections,
  })
  expect(tally.failures()).toEqual([])
  expect(canaryConnections).toBe(0)
})

test('the canary hears whoever is allowed to call it, so that its silence means something', async () => {
  const open = createGuardedFetch({ allowedNetworks: ['127.0.0.1/32', '::1'] })
  const before = canaryConnections
  const hosts = ['2130706433', '[::1]'].slice(0, canaries.length)
  for (const host of hosts)
    expect((await open.request(`http://${host}:${port}/`)).body.toString()).toBe('secret')
  expect(canaryConnections - before).toBe(hosts.length)
})
