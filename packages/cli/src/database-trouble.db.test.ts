import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { testPrefix, withClient } from '../../server/src/platform/db/testing/start-test-server.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'
import { addressOf } from './testing/address-of.ts'

const stranger = `${testPrefix}stranger_${randomBytes(6).toString('hex')}`
const odd = `${testPrefix}odd_${randomBytes(6).toString('hex')}`
let database: TestDatabase
let folder: string
let file: string

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-trouble-'))
  file = join(folder, 'empty.jsonl')
  await writeFile(file, '')
  await withClient(database.connection, async (client) => {
    await client.query(`create role ${stranger} login password 'sesame'`)
    await client.query(
      `create database ${odd} template template0 encoding 'LATIN1' locale_provider libc locale 'C'`,
    )
  })
})
afterAll(async () => {
  await withClient(database.connection, (client) => client.query(`drop role ${stranger}`))
  await database.close()
  await rm(folder, { recursive: true })
})

/** What a command says on the database of an address. */
async function sayOn(url: string): Promise<{ code: number; err: string[] }> {
  const { terminal, err } = aTerminal({ RAPPORT_DATA_DIR: folder, DATABASE_URL: url })
  const code = await runCommand(['import', file], terminal)
  return { code, err }
}

const wrong = (changes: Parameters<typeof addressOf>[1]) => addressOf(database.connection, changes)

test('an address that is none is told by its variable, without its password', async () => {
  for (const url of ['mysql://desk:sesame@host/desk', 'postgres://desk:sesame@host:99999/desk', 'desk']) {
    const { code, err } = await sayOn(url)
    expect([url, code, err]).toEqual([
      url,
      2,
      ['DATABASE_URL must be an address such as postgres://user:password@host:5432/name'],
    ])
  }
})

test('a database that cannot be reached is told in one line, with what to do', async () => {
  const cases = [
    [wrong({ host: 'no-such-host.invalid' }), /ENOTFOUND|EAI_AGAIN/, 'correct the host in DATABASE_URL'],
    [wrong({ host: '127.0.0.1', port: 1 }), /ECONNREFUSED/, 'nothing listens there: start PostgreSQL'],
    [wrong({ host: folder }), /ENOENT/, 'there is no such socket: start PostgreSQL'],
    [wrong({ password: 'wrong' }), /password/, 'correct the user and password in DATABASE_URL'],
    [wrong({ user: 'nobody_at_all' }), /password|role/, 'correct the user and password in DATABASE_URL'],
    [wrong({ database: 'no_such_one' }), /does not exist/, 'create it with "create database NAME'],
  ] as const
  for (const [url, reason, advice] of cases) {
    const { code, err } = await sayOn(url)
    expect([url, code, err.length]).toEqual([url, 1, 1])
    expect(err[0]).toMatch(/^The database cannot be reached \(.*\): .*$/)
    expect(err[0]).toMatch(reason)
    expect(err[0]).toContain(advice)
  }
})

test('a database without rights, and one of another encoding, are told in one line, with the cure as SQL', async () => {
  const { code, err } = await sayOn(wrong({ user: stranger, password: 'sesame' }))
  expect([code, err]).toEqual([
    1,
    [expect.stringMatching(/may not make tables .*"alter database \w+ owner to \w+"$/)],
  ])
  const latin = await sayOn(wrong({ database: odd }))
  expect([latin.code, latin.err]).toEqual([
    1,
    [expect.stringMatching(/^The database is in LATIN1, .*"create database/)],
  ])
})

test('a database of a newer Rapport is left alone, and told so in one line', async () => {
  await withClient(database.connection, (client) =>
    client.query(
      `insert into schema_migrations (number, name, checksum) values (999, '0999_later.sql', 'x')`,
    ),
  )
  const { code, err } = await sayOn(wrong({}))
  expect([code, err]).toEqual([
    1,
    [
      'This database was made by a newer Rapport (it has 0999_later.sql): start that version, or restore a backup',
    ],
  ])
})
