import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, expect, inject, test } from 'vitest'
import { checkDatabase } from './check-database.ts'
import { type Connection, withDatabase } from './connection.ts'
import { DatabaseUnsuitable } from './explain-unreachable.ts'
import { MigrationRefused, migrate, readMigrations } from './migrate.ts'
import { migrationsFolder, testPrefix, withClient } from './testing/start-test-server.ts'

const { connection: server } = inject('testDatabase')
const made: string[] = []

let folder: string
let connection: Connection
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-migrations-'))
  connection = await create('')
})
afterEach(() => rm(folder, { recursive: true }))
afterAll(() => expect(made.length).toBeGreaterThan(0))

async function create(how: string): Promise<Connection> {
  const name = `${testPrefix}${randomBytes(8).toString('hex')}`
  await withClient(server, (client) => client.query(`create database ${name} ${how}`))
  made.push(name)
  return withDatabase(server, name)
}

const put = (name: string, text: string) => writeFile(join(folder, name), text)
const run = () => migrate(connection, { folder })
const ask = (text: string) =>
  withClient(connection, async (client) => (await client.query<{ n: number }>(text)).rows[0]?.n)

test('files are applied in order, each once', async () => {
  await put('0002_second.sql', 'alter table things add column more int; insert into things values (1, 2)')
  await put('0001_first.sql', '-- why\ncreate table things (id int)')
  expect(await run()).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await run()).toEqual([])
  await put('0003_third.sql', 'insert into things values (2, 3)')
  expect(await run()).toEqual(['0003_third.sql'])
  expect(await ask('select count(*) as n from things')).toBe(2)
})

test('a file that fails leaves nothing of itself, and what came before stays', async () => {
  await put('0001_first.sql', 'create table things (id int)')
  await put('0002_second.sql', 'insert into things values (1); select 1 / 0')
  await expect(run()).rejects.toThrow('0002_second.sql failed and changed nothing: division by zero')
  expect(await ask('select count(*) as n from things')).toBe(0)
  expect(await ask('select count(*) as n from schema_migrations')).toBe(1)
  await put('0002_second.sql', 'insert into things values (1)')
  expect(await run()).toEqual(['0002_second.sql'])
})

test('a file changed after it was applied is refused by name', async () => {
  await put('0001_first.sql', 'create table things (id int)')
  await run()
  await put('0001_first.sql', 'create table things (id bigint)')
  await expect(run()).rejects.toThrow(MigrationRefused)
  await expect(run()).rejects.toThrow('0001_first.sql differs')
})

test('line ends of another system are no change', async () => {
  await put('0001_first.sql', 'create table things\n(id int)\n')
  await run()
  await put('0001_first.sql', 'create table things\r\n(id int)\r\n')
  expect(await run()).toEqual([])
})

test('a database of newer code is left alone', async () => {
  await put('0001_first.sql', 'create table things (id int)')
  await put('0002_second.sql', 'select 1')
  await run()
  await rm(join(folder, '0002_second.sql'))
  await expect(run()).rejects.toThrow('newer Rapport')
})

test('a gap in the numbers, or a number used twice, is refused before anything runs', async () => {
  await put('0001_first.sql', 'select 1')
  await put('0003_third.sql', 'select 1')
  await expect(readMigrations(folder)).rejects.toThrow('0003_third.sql is not the next one')
  await put('0001_again.sql', 'select 1')
  await expect(readMigrations(folder)).rejects.toThrow('is not the next one')
})

test('of many processes that start at once one migrates and the others wait', async () => {
  await put('0001_first.sql', 'create table things (id int); select pg_sleep(0.2)')
  const applied = await Promise.all([run(), run(), run(), run()])
  expect(applied.flat()).toEqual(['0001_first.sql'])
})

test('a migration waits for a lock in short turns, so live statements do not queue behind it', async () => {
  await put('0001_first.sql', 'create table things (id int)')
  await run()
  await put('0002_second.sql', 'alter table things add column more int')
  await withClient(connection, async (holder) => {
    await holder.query('begin; select * from things')
    const migrating = run()
    await sleep(300)
    const since = Date.now()
    await ask('select count(*) as n from things')
    expect(Date.now() - since).toBeLessThan(1_000)
    await holder.query('commit')
    expect(await migrating).toEqual(['0002_second.sql'])
  })
})

test('the product’s own migrations apply to an empty database', async () => {
  const applied = await migrate(connection, { folder: migrationsFolder })
  expect(applied.length).toBeGreaterThan(0)
  await checkDatabase(connection)
})

test('a database whose locale does not know the letters of other languages is refused with the cure', async () => {
  connection = await create(`template template0 encoding 'UTF8' locale_provider libc locale 'C'`)
  await expect(checkDatabase(connection)).rejects.toThrow(DatabaseUnsuitable)
  await expect(checkDatabase(connection)).rejects.toThrow('create database')
})

test('a database that cannot be reached, or that is not there, is refused with the reason', async () => {
  await expect(checkDatabase('postgres://nobody@localhost:1/none')).rejects.toThrow(DatabaseUnsuitable)
  await expect(checkDatabase('postgres://nobody@localhost:1/none')).rejects.toThrow('ECONNREFUSED')
})

test('a database in which its user may make nothing is refused in words', async () => {
  await put('0001_first.sql', 'create table things (id int primary key)')
  const onlooker = `${testPrefix}onlooker_${randomBytes(8).toString('hex')}`
  const here = `alter role current_user in database ${made.at(-1)}`
  await withClient(server, (client) =>
    client.query(`create role ${onlooker}; ${here} set role = '${onlooker}'`),
  )
  try {
    await expect(run()).rejects.toThrow(MigrationRefused)
  } finally {
    await withClient(server, (client) => client.query(`${here} reset role; drop role ${onlooker}`))
  }
})

test('a database in another encoding is refused', async () => {
  connection = await create(`template template0 encoding 'LATIN1' locale_provider libc locale 'C'`)
  await expect(checkDatabase(connection)).rejects.toThrow('LATIN1, not UTF8')
})
