import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@rapport/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { startTestServer } from '../../server/src/testing/start-test-server.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'
import { addressOf } from './testing/address-of.ts'

let database: TestDatabase
let folder: string
let server: Awaited<ReturnType<typeof startTestServer>>
let environment: Record<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-people-'))
  const secretKey = randomBytes(32)
  server = await startTestServer(database.connection, { config: { secretKey } })
  environment = {
    RAPPORT_DATA_DIR: folder,
    RAPPORT_SECRET_KEY: secretKey.toString('hex'),
    DATABASE_URL: addressOf(database.connection),
  }
})
afterAll(async () => {
  await server.stop()
  await database.close()
  await rm(folder, { recursive: true })
})

async function run(args: readonly string[], input = '') {
  const { terminal, out, err } = aTerminal(environment, input)
  return { code: await runCommand(args, terminal), out, err }
}

async function signIn(email: string, password: string): Promise<string | null> {
  const client = createClient({ baseUrl: server.origin, token: () => null })
  const { token } = await client.logins.signIn({ email, password, as: 'token' })
  return token
}

const owner = ['--owner-email', 'Nia@Example.test', '--owner-name', 'Nia']

test('a workspace made on the command line is signed in to with the password that was told once', async () => {
  const { code, out, err } = await run(['workspace', 'create', '--name', 'Harbour', ...owner])
  expect([code, err]).toEqual([0, []])
  const [, password = ''] = /^nia@example\.test signs in with (\S+)$/.exec(out[1] ?? '') ?? []
  expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/)
  const token = await signIn('nia@example.test', password)
  const me = await createClient({ baseUrl: server.origin, token: () => token }).logins.me({})
  expect(me).toMatchObject({ role: 'owner', displayName: 'Nia' })

  const again = await run(['workspace', 'create', '--name', 'Pier', ...owner, '--json'])
  expect(JSON.parse(again.out[0] ?? '')).toMatchObject({ isNewOwner: false, password: null })
})

test('a reset on the command line ends the logins of a running server, and takes a password from a pipe', async () => {
  const made = await run(['user', 'reset', 'nia@example.test'], 'unused')
  expect(made.code).toBe(0)
  const before = await signIn('nia@example.test', made.out[1]?.split(' ').at(-1) ?? '')
  const piped = await run(
    ['user', 'reset', 'NIA@example.test', '--password-stdin', '--json'],
    'a horse of my own\n',
  )
  expect(JSON.parse(piped.out[0] ?? '')).toEqual({
    email: 'nia@example.test',
    logins: 1,
    apiKeys: 0,
    password: null,
  })
  const client = createClient({ baseUrl: server.origin, token: () => before })
  await expect(client.logins.me({})).rejects.toMatchObject({ code: 'not_signed_in' })
  expect(await signIn('nia@example.test', 'a horse of my own')).not.toBeNull()
})

test('nobody is reset by a wrong e-mail, and what makes no sense is told in one line', async () => {
  expect(await run(['user', 'reset', 'no@example.test'])).toEqual({
    code: 1,
    out: [],
    err: ['Nobody signs in with no@example.test'],
  })
  const nonsense = [
    ['user'],
    ['user', 'reset'],
    ['user', 'reset', 'not-an-address'],
    ['user', 'reset', 'a@example.test', 'b@example.test'],
    ['user', 'reset', 'a@example.test', '--password-stdin'],
    ['workspace', 'create', '--name', ' ', ...owner],
    ['workspace', 'create', '--name', 'Desk'],
    ['workspace', 'create', 'Desk', ...owner],
  ]
  for (const args of nonsense) {
    const { code, out, err } = await run(args, 'short')
    expect([args, code, out, err.length]).toEqual([args, 2, [], 1])
  }
})
