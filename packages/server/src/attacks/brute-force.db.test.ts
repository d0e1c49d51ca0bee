import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { usualRateLimits } from '../platform/http/index.ts'
import { aPerson, aWorkspace, type TestWorkspace, testPassword } from '../testing/a-workspace.ts'
import { type RawAnswer, sendHttp } from '../testing/attacks/raw-http.ts'
import { type AttackTally, createTally } from '../testing/attacks/tally.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
/** One that callers reach directly, and one behind a proxy of its own. */
let direct: Server
let proxied: Server
let workspace: TestWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  direct = await startTestServer(database.connection)
  proxied = await startTestServer(database.connection, { config: { trustedProxies: 1 } })
  workspace = await aWorkspace(database.db)
})
afterAll(async () => {
  await direct.stop()
  await proxied.stop()
  await database.close()
})

const failuresMax = 10
const wrong = 'wrong horse battery'

type Guess = Readonly<{ email: string; password?: string; headers?: Readonly<Record<string, string>> }>

const signIn = (server: Server, { email, password = wrong, headers = {} }: Guess): Promise<RawAnswer> =>
  sendHttp(server.origin, {
    method: 'POST',
    path: '/api/v1/logins',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email, password }),
  })

const from = (address: string) => ({ 'x-forwarded-for': address })
const addressNumber = (n: number) => `198.51.${100 + Math.floor(n / 250)}.${n % 250}`

async function forgetFailures(): Promise<void> {
  await sql`delete from throttles`.execute(database.db)
}

/** Sends guesses eight at a time: at most ten may be looked at, and all others must be told that there were too many. */
async function guess(tally: AttackTally, server: Server, what: string, guesses: readonly Guess[]) {
  await forgetFailures()
  const open = [...guesses]
  const statuses: number[] = []
  const hand = async () => {
    for (let next = open.shift(); next; next = open.shift())
      statuses.push((await signIn(server, next)).status)
  }
  await Promise.all(Array.from({ length: 8 }, hand))
  const looked = statuses.filter((status) => status === 401).length
  const told = statuses.filter((status) => status === 429).length
  for (let i = 0; i < told + Math.min(looked, failuresMax); i += 1) tally.safe()
  if (looked > failuresMax || looked + told !== guesses.length)
    tally.unsafe(`${what}: ${looked} looked at, ${told} refused, of ${guesses.length}`)
}

test('ten guesses in a quarter of an hour is all there is, for one account and from one address, however they come', async () => {
  const tally = createTally('ATK-04', 'brute force')
  const { email } = workspace.owner
  const many = (count: number, make: (n: number) => Guess) => Array.from({ length: count }, (_, n) => make(n))
  await guess(
    tally,
    proxied,
    'one account from 200 addresses',
    many(200, (n) => ({ email, headers: from(addressNumber(n)) })),
  )
  const right = { email, password: testPassword }
  const elsewhere = await signIn(proxied, { ...right, headers: from('203.0.113.99') })
  const atHome = await signIn(proxied, right)
  if (elsewhere.status === 429) tally.safe()
  else tally.unsafe(`the right password from elsewhere: ${elsewhere.status}`)
  if (atHome.status === 200) tally.safe()
  else tally.unsafe(`the owner from a device they are signed in on: ${atHome.status}`)

  await guess(
    tally,
    direct,
    '2,000 accounts from one address',
    many(2_000, (n) => ({ email: `nobody-${n}@example.test` })),
  )
  const names = [
    'x-forwarded-for',
    'x-real-ip',
    'forwarded',
    'client-ip',
    'true-client-ip',
    'cf-connecting-ip',
  ]
  await guess(
    tally,
    direct,
    'headers that name another address',
    many(120, (n) => ({
      email: `nobody-${n}@example.test`,
      headers: Object.fromEntries(
        names.map((name) => [name, name === 'forwarded' ? `for=${addressNumber(n)}` : addressNumber(n)]),
      ),
    })),
  )
  await guess(
    tally,
    proxied,
    'addresses written before the proxy saw one',
    many(120, (n) => ({
      email: `nobody-${n}@example.test`,
      headers: from(`${addressNumber(n)}, 203.0.113.50`),
    })),
  )
  await guess(
    tally,
    proxied,
    'every address of one IPv6 customer',
    many(120, (n) => ({
      email: `nobody-${n}@example.test`,
      headers: from(`2001:db8:7:7::${n.toString(16)}`),
    })),
  )
  await guess(
    tally,
    proxied,
    'one account in other letters',
    many(60, (n) => ({
      email: [...email].map((c, i) => ((n >> (i % 6)) & 1 ? c.toUpperCase() : c)).join(''),
      headers: from(addressNumber(n)),
    })),
  )
  tally.print({ looked_at_max: failuresMax })
  expect(tally.failures()).toEqual([])
}, 60_000)

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const pairs = 60
const differenceMaxMs = 5

/** How much longer a known e-mail takes than an unknown one, in the middle of many pairs, and how long that is. */
async function comparePairs(known: string): Promise<Readonly<{ difference: number; usual: number }>> {
  const times = { known: [] as number[], unknown: [] as number[] }
  const clock = async (kind: keyof typeof times, email: string) => {
    const begunAt = performance.now()
    await signIn(direct, { email })
    times[kind].push(performance.now() - begunAt)
  }
  for (let i = 0; i < pairs; i += 1) {
    await forgetFailures()
    const each = [() => clock('known', known), () => clock('unknown', `nobody-${i}@example.test`)] as const
    // Each goes first as often as the other, so that neither profits from what the first has warmed.
    for (const one of i % 2 === 0 ? each : each.toReversed()) await one()
  }
  return { difference: median(times.known) - median(times.unknown), usual: median(times.known) }
}

test('whether an e-mail has a sign-in is told by nothing: not the answer, not the time it takes', async () => {
  const tally = createTally('ATK-04', 'enumeration')
  await forgetFailures()
  // In no workspace: even their right password is nobody's.
  const homeless = await aPerson(database.db)
  const known = workspace.owner.email
  const asked = [
    { email: known },
    { email: 'nobody@example.test' },
    { email: homeless.email },
    { email: homeless.email, password: testPassword },
  ]
  const answers = await Promise.all(asked.map((one) => signIn(direct, one)))
  for (const [i, answer] of answers.entries())
    if (answer.same === answers[0]?.same && answer.status === 401) tally.safe()
    else tally.unsafe(`${JSON.stringify(asked[i])}: ${answer.same}`)

  // A machine with other work to do may be late by chance, but not three times in a row.
  let found = await comparePairs(known)
  for (let again = 0; again < 2 && Math.abs(found.difference) > differenceMaxMs; again += 1)
    found = await comparePairs(known)
  if (Math.abs(found.difference) <= differenceMaxMs) tally.safe()
  else tally.unsafe(`a known e-mail takes ${found.difference} ms longer`)
  tally.print({
    pairs,
    median_ms: Math.round(found.usual),
    difference_ms: Number(Math.abs(found.difference).toFixed(2)),
  })
  expect(tally.failures()).toEqual([])
}, 60_000)

test('invitations cannot be guessed at: after as many tries as a minute allows an address is told to wait', async () => {
  const tally = createTally('ATK-04', 'guessed invitations')
  const strict = await startTestServer(database.connection, { overrides: { rateLimits: usualRateLimits } })
  const statuses: number[] = []
  for (let n = 0; n < usualRateLimits.publicWrite + 30; n += 1) {
    const { status } = await sendHttp(strict.origin, {
      method: 'POST',
      path: '/api/v1/invitations/read',
      headers: { 'content-type': 'application/json', ...from(addressNumber(n)) },
      body: JSON.stringify({ token: `guess-${n}`.padEnd(43, 'x') }),
    })
    statuses.push(status)
  }
  await strict.stop()
  for (const [n, status] of statuses.entries())
    if (status === (n < usualRateLimits.publicWrite ? 404 : 429)) tally.safe()
    else tally.unsafe(`try ${n}: ${status}`)
  tally.print()
  expect(tally.failures()).toEqual([])
})
