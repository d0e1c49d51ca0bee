import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'

let database: TestDatabase
let folder: string
let environment: Record<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-demo-'))
  environment = { RAPPORT_DATA_DIR: folder, DATABASE_URL: addressOf(database.connection) }
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

function addressOf(connection: TestDatabase['connection']): string {
  if (typeof connection === 'string') return connection
  const { host, port, user, password, database: name } = connection
  const query = new URLSearchParams({ host, port: String(port) })
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@localhost/${name}?${query}`
}

test('a large demo is filled in from the command line, and said in one line', async () => {
  const { terminal, out, err } = aTerminal(environment)
  expect(await runCommand(['demo', '--sessions', '1200', '--messages', '6'], terminal)).toBe(0)
  expect(err).toEqual([])
  expect(out).toHaveLength(1)
  expect(out[0]).toMatch(
    /^wrote 1,200 sessions of [\d,]+ contacts with 7,[12]\d\d messages and .* into Demo 1,200 in [\d.]+ s, /,
  )
})

test('asked for by name it goes into that workspace, and answers in JSON', async () => {
  const { terminal, out } = aTerminal(environment)
  const args = ['demo', '--sessions', '100', '--workspace', 'Demo 1,200', '--seed', '2', '--json']
  expect(await runCommand(args, terminal)).toBe(0)
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ workspace: 'Demo 1,200', sessions: 100 })
})

test('what makes no sense is told in one line', async () => {
  for (const args of [
    ['demo'],
    ['demo', '--sessions', 'many'],
    ['demo', '--sessions', '0'],
    ['demo', '--sessions', '5', 'more'],
    ['demo', '--sessions', '5', '--messages', '1'],
    ['demo', '--sessions', '5', '--workspace', ' '],
  ]) {
    const { terminal, out, err } = aTerminal(environment)
    expect([args, await runCommand(args, terminal)]).toEqual([args, 2])
    expect([err.length, out]).toEqual([1, []])
  }
})
