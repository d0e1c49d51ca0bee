import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, openDatabase, type Tx } from './database.ts'
import { DatabaseUnavailable } from './database-errors.ts'
import { openTestDatabase, type TestDatabase } from './testing/open-test-database.ts'
import { withClient } from './testing/start-test-server.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await withClient(database.connection, (client) =>
    client.query(
      'create table things (id int primary key, at timestamptz, count bigint, data jsonb, ids uuid[])',
    ),
  )
})
afterAll(() => database.close())

test('a moment comes back as the millisecond it was, counts as numbers, jsonb as its value', async () => {
  const at = Date.UTC(2026, 10, 20, 23, 59, 59, 7)
  const id = '01936b3e-0000-7000-8000-000000000001'
  await sql`insert into things values (1, ${new Date(at)}, ${9_007_199_254_740_991}, ${JSON.stringify(['a', { b: 1 }])},
    ${[id]})`.execute(database.db)
  const { rows } = await sql`select *, array[at, null] as ats, array[count] as counts, 1.5::numeric as half,
    '2026-11-20'::date as day from things where id = 1`.execute(database.db)
  expect(rows).toEqual([
    {
      id: 1,
      at,
      count: 9_007_199_254_740_991,
      data: ['a', { b: 1 }],
      ids: [id],
      ats: [at, null],
      counts: [9_007_199_254_740_991],
      half: 1.5,
      day: '2026-11-20',
    },
  ])
})

test('moments before 1970, in other zones and at either infinity are read rightly', async () => {
  const { rows } = await sql`select '1969-12-31 23:59:59.5+00'::timestamptz as before,
    '2026-01-01 00:00:00+05:30'::timestamptz as zoned, 'infinity'::timestamptz as forever`.execute(
    database.db,
  )
  expect(rows).toEqual([
    { before: -500, zoned: Date.UTC(2025, 11, 31, 18, 30), forever: Number.POSITIVE_INFINITY },
  ])
})

test('a bigint beyond what a number holds exactly is an error, and the connection stays usable', async () => {
  const one = database.open({ poolSize: 1 })
  await expect(sql`select 9007199254740993::bigint as n`.execute(one)).rejects.toThrow('safe integer')
  expect((await sql<{ n: number }>`select 1 as n`.execute(one)).rows).toEqual([{ n: 1 }])
})

test('an invalid date or an unreadable value fails before anything is sent', async () => {
  await expect(sql`select ${new Date(Number.NaN)}::timestamptz`.execute(database.db)).rejects.toThrow()
  const circular: Record<string, unknown> = {}
  circular.self = circular
  const one = database.open({ poolSize: 1 })
  for (let i = 0; i < 5; i += 1) {
    await expect(sql`select ${circular}::jsonb as v`.execute(one)).rejects.toThrow()
  }
  expect((await sql`select ${'{"a":1}'}::jsonb as v`.execute(one)).rows).toEqual([{ v: { a: 1 } }])
})

test('a statement is prepared under a name from its third use on, and only once per connection', async () => {
  const one = database.open({ poolSize: 1 })
  for (let i = 0; i < 6; i += 1) await sql`select ${i}::int as often`.execute(one)
  await sql`select 1 as rarely`.execute(one)
  const { rows } = await sql<{
    statement: string
    plans: number
  }>`select statement, generic_plans + custom_plans as plans
    from pg_prepared_statements`.execute(one)
  expect(rows).toEqual([{ statement: 'select $1::int as often', plans: 4 }])
})

test('after a migration changed a table, statements prepared before it still answer', async () => {
  const one = database.open({ poolSize: 1 })
  const all = () => sql<object>`select * from things where id = ${1}`.execute(one)
  for (let i = 0; i < 4; i += 1) await all()
  await withClient(database.connection, (client) =>
    client.query('alter table things add column extra int default 7'),
  )
  expect((await all()).rows).toEqual([expect.objectContaining({ extra: 7 })])
  expect((await all()).rows).toHaveLength(1)
})

test('a stream reads more rows than memory is asked for, and can be left early', async () => {
  const wanted = sql<{ n: number }>`select n from generate_series(1, 5000) n`.compile(database.db)
  let count = 0
  for await (const { rows } of database.db.getExecutor().stream<{ n: number }>(wanted, 100)) {
    count += rows.length
    if (count >= 300) break
  }
  expect(count).toBe(300)
})

test('killing a backend fails only what ran on it, as unavailable, and the next query has a new connection', async () => {
  const one = database.open({ poolSize: 1 })
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one)
  const slow = sql`select pg_sleep(20)`.execute(one)
  const failed = expect(slow).rejects.toBeInstanceOf(DatabaseUnavailable)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await withClient(database.connection, (client) =>
    client.query('select pg_terminate_backend($1)', [rows[0]?.pid]),
  )
  await failed
  expect((await sql`select 1 as n`.execute(one)).rows).toEqual([{ n: 1 }])
})

test('killing an idle connection harms nobody', async () => {
  const one = database.open({ poolSize: 1 })
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one)
  await withClient(database.connection, (client) =>
    client.query('select pg_terminate_backend($1)', [rows[0]?.pid]),
  )
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect((await sql`select 1 as n`.execute(one)).rows).toEqual([{ n: 1 }])
})

test('when no connection comes free in time the caller is told that the database is unavailable', async () => {
  const one = database.open({ poolSize: 1, acquireMs: 150 })
  const holding = sql`select pg_sleep(0.6)`.execute(one)
  await expect(sql`select 1`.execute(one)).rejects.toBeInstanceOf(DatabaseUnavailable)
  await holding
})

test('a database that is not there is unavailable after the wait, not at once and not never', async () => {
  const nobody = openDatabase(
    { host: '/tmp', port: 1, user: 'x', password: 'x', database: 'x' },
    { acquireMs: 200 },
  )
  const since = Date.now()
  await expect(sql`select 1`.execute(nobody)).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(Date.now() - since).toBeGreaterThanOrEqual(100)
  expect(Date.now() - since).toBeLessThan(1_500)
  await nobody.destroy()
})

test('a statement that takes too long is ended by the server', async () => {
  const hasty = database.open({ limits: { statementMs: 50 } })
  await expect(sql`select pg_sleep(5)`.execute(hasty)).rejects.toThrow('statement timeout')
})

test('kysely’s own transactions are refused, so that none escapes the rules of inTransaction', async () => {
  await expect(database.db.transaction().execute(async () => 1)).rejects.toThrow('inTransaction')
})

test('a Tx is not accepted for a Db, nor a Db for a Tx', () => {
  const takesTx = (_tx: Tx) => undefined
  const takesDb = (_db: Db) => undefined
  // @ts-expect-error outside a transaction
  takesTx(database.db)
  // @ts-expect-error inside one
  takesDb({} as Tx)
})
