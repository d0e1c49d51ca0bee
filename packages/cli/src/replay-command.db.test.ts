import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { aWorkspace, testPassword } from '../../server/src/testing/a-workspace.ts'
import { startTestServer } from '../../server/src/testing/start-test-server.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'
import { someConversations } from './testing/some-conversations.ts'

let database: TestDatabase
let server: Awaited<ReturnType<typeof startTestServer>>
let folder: string
let signIn: readonly string[]

beforeAll(async () => {
  database = await openTestDatabase()
  const { owner } = await aWorkspace(database.db)
  server = await startTestServer(database.connection, {
    overrides: { rateLimits: { publicRead: 2, publicWrite: 2, visitor: 2 } },
  })
  folder = await mkdtemp(join(tmpdir(), 'rapport-replay-'))
  signIn = ['--url', server.origin, '--email', owner.email, '--password', testPassword]
})
afterAll(async () => {
  await server.stop()
  await database.close()
  await rm(folder, { recursive: true })
})

test('what visitors and agents say is stored once, seen once and in order, past the public limits', async () => {
  const path = join(folder, 'talks.jsonl')
  await writeFile(path, `${someConversations(5)}not json\n`)
  const { terminal, out, err } = aTerminal({
    RAPPORT_SECRET_KEY: server.config.secretKey?.toString('hex') ?? '',
    RAPPORT_DATA_DIR: folder,
  })
  const code = await runCommand(['replay', path, ...signIn, '--speed', '5000', '--visitors', '3'], terminal)
  expect(err).toEqual(['line 6: not valid JSON'])
  expect(out.at(-1)).toMatch(/^sent=30 stored=30 seen=30 lost=0 dup=0 order_breaks=0 seconds=[\d.]+$/)
  expect(code).toBe(0)
})

test('a wrong password, an unknown inbox and a silent server are each told in one line', async () => {
  const path = join(folder, 'talks.jsonl')
  await writeFile(path, someConversations(1))
  const environment = {
    RAPPORT_SECRET_KEY: server.config.secretKey?.toString('hex') ?? '',
    RAPPORT_DATA_DIR: folder,
  }
  for (const [args, told] of [
    [[...signIn, '--password', 'not this one'], /cannot sign in/],
    [[...signIn, '--inbox', 'Nowhere'], /no such web chat inbox; there are: Shop chat/],
  ] as const) {
    const { terminal, err } = aTerminal(environment)
    expect(await runCommand(['replay', path, ...args], terminal)).toBe(2)
    expect(err).toHaveLength(1)
    expect(err[0]).toMatch(told)
  }
})
