import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Tx } from './database.ts'
import { DatabaseUnavailable, isUniqueViolation, sqlStateOf } from './database-errors.ts'
import { openTestDatabase, type TestDatabase } from './testing/open-test-database.ts'
import { withClient } from './testing/start-test-server.ts'
import { afterCommit, inTransaction, writeLater } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await outside('create table entries (id int primary key, word text not null)')
})
afterAll(() => database.close())
beforeEach(() => outside('truncate entries'))

function outside(text: string): Promise<unknown[]> {
  return withClient(database.connection, async (client) => (await client.query<object>(text)).rows)
}

const insert = (id: number, word: string | null = 'w') => sql`insert into entries values (${id}, ${word})`
const stored = async () =>
  (await outside('select id from entries order by id')).map((row) => (row as { id: number }).id)

async function backendOf(tx: Tx): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  return rows[0]?.pid ?? 0
}

test('what a transaction wrote is there when it returns, and its result is handed on', async () => {
  const result = await inTransaction(database, async (tx) => {
    await insert(1).execute(tx)
    writeLater(tx, insert(2))
    return 'done'
  })
  expect(result).toBe('done')
  expect(await stored()).toEqual([1, 2])
})

test('an error of the function undoes everything, also what was sent without waiting, and is thrown as it is', async () => {
  const refusal = new Error('refused')
  const attempt = inTransaction(database.db, async (tx) => {
    await insert(1).execute(tx)
    writeLater(tx, insert(2))
    throw refusal
  })
  await expect(attempt).rejects.toBe(refusal)
  expect(await stored()).toEqual([])
})

test('a transaction that asks nothing sends nothing', async () => {
  expect(await inTransaction(database.db, async () => 7)).toBe(7)
})

test('a write that fails behind our back is thrown as its own error, and nothing is kept', async () => {
  await outside(`insert into entries values (2, 'before')`)
  const attempt = inTransaction(database.db, async (tx) => {
    await insert(1).execute(tx)
    writeLater(tx, insert(2))
    writeLater(tx, insert(3))
    return 'seems fine'
  })
  const error = await attempt.catch((caught: unknown) => caught)
  expect(isUniqueViolation(error, 'entries_pkey')).toBe(true)
  expect(await stored()).toEqual([2])
})

test('a statement after a failed one reports what failed, not that the transaction was aborted', async () => {
  const attempt = inTransaction(database.db, async (tx) => {
    writeLater(tx, insert(1, null))
    await insert(2).execute(tx)
  })
  expect(sqlStateOf(await attempt.catch((caught: unknown) => caught))).toBe('23502')
  expect(await stored()).toEqual([])
})

test('an error that the function swallows still fails the transaction: success is never claimed for a rollback', async () => {
  const attempt = inTransaction(database.db, async (tx) => {
    await insert(1).execute(tx)
    await insert(1)
      .execute(tx)
      .catch(() => 'swallowed')
    return 'seems fine'
  })
  expect(sqlStateOf(await attempt.catch((caught: unknown) => caught))).toBe('23505')
  expect(await stored()).toEqual([])
})

test('a constraint that is checked at COMMIT fails the transaction with its own error', async () => {
  await outside(`create table if not exists parents (id int primary key);
    create table if not exists children (parent int references parents deferrable initially deferred)`)
  const attempt = inTransaction(database.db, async (tx) => {
    writeLater(tx, sql`insert into children values (1)`)
  })
  expect(sqlStateOf(await attempt.catch((caught: unknown) => caught))).toBe('23503')
  expect(await outside('select * from children')).toEqual([])
})

test('hooks run once, after the commit, in order; never after a rollback', async () => {
  const seen: string[] = []
  await inTransaction(database.db, async (tx) => {
    afterCommit(tx, () => seen.push('first'))
    afterCommit(tx, () => seen.push('second'))
    writeLater(tx, insert(1))
    expect(seen).toEqual([])
  })
  expect(seen).toEqual(['first', 'second'])
  await inTransaction(database.db, async (tx) => {
    afterCommit(tx, () => seen.push('never'))
    writeLater(tx, insert(1))
  }).catch(() => undefined)
  expect(seen).toEqual(['first', 'second'])
})

test('a hook that fails does not turn a committed write into an error', async () => {
  await inTransaction(database.db, async (tx) => {
    afterCommit(tx, () => {
      throw new Error('hook')
    })
    writeLater(tx, insert(1))
  })
  expect(await stored()).toEqual([1])
})

test('of two transactions in a deadlock both succeed in the end, and hooks of the undone try are dropped', async () => {
  await outside(`insert into entries values (1, 'a'), (2, 'b')`)
  let tries = 0
  let hooks = 0
  const both = Promise.withResolvers<void>()
  let waiting = 0
  const cross = (first: number, second: number) =>
    inTransaction(database.db, async (tx) => {
      tries += 1
      afterCommit(tx, () => {
        hooks += 1
      })
      await sql`update entries set word = word || 'x' where id = ${first}`.execute(tx)
      waiting += 1
      if (waiting === 2) both.resolve()
      await both.promise
      await sql`update entries set word = word || 'y' where id = ${second}`.execute(tx)
    })
  await Promise.all([cross(1, 2), cross(2, 1)])
  expect(tries).toBe(3)
  expect(hooks).toBe(2)
  const words = (await outside('select word from entries order by id')).map(
    (row) => (row as { word: string }).word,
  )
  expect(words.map((word) => [...word].sort().join(''))).toEqual(['axy', 'bxy'])
})

test('serialization failures are retried up to the limit, and then thrown', async () => {
  let tries = 0
  const attempt = inTransaction(
    database.db,
    async (tx) => {
      tries += 1
      await sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`.execute(tx)
    },
    { retries: 3 },
  )
  expect(sqlStateOf(await attempt.catch((caught: unknown) => caught))).toBe('40001')
  expect(tries).toBe(4)
})

test('a backend killed between statements: the work is done once, on a new connection', async () => {
  let tries = 0
  await inTransaction(database.db, async (tx) => {
    tries += 1
    await insert(tries).execute(tx)
    if (tries === 1) {
      const pid = await backendOf(tx)
      await outside(`select pg_terminate_backend(${pid})`)
    }
    await insert(10).execute(tx)
  })
  expect(tries).toBe(2)
  expect(await stored()).toEqual([2, 10])
})

test('a backend killed while COMMIT is under way is an error that says the outcome is unknown, and is not retried', async () => {
  await outside(`create table if not exists parents2 (id int primary key);
    create table if not exists slow (parent int);
    create or replace function wait_at_commit() returns trigger language plpgsql as $$
      begin perform pg_sleep(10); return null; end $$;
    drop trigger if exists waits on slow;
    create constraint trigger waits after insert on slow deferrable initially deferred
      for each row execute function wait_at_commit()`)
  let tries = 0
  let pid = 0
  const attempt = inTransaction(database.db, async (tx) => {
    tries += 1
    pid = await backendOf(tx)
    writeLater(tx, sql`insert into slow values (1)`)
  })
  const outcome = attempt.catch((caught: unknown) => caught)
  await new Promise((resolve) => setTimeout(resolve, 150))
  await outside(`select pg_terminate_backend(${pid})`)
  const error = await outcome
  expect(error).toBeInstanceOf(DatabaseUnavailable)
  expect((error as DatabaseUnavailable).mayHaveCommitted).toBe(true)
  expect(tries).toBe(1)
  expect(await outside('select * from slow')).toEqual([])
})

test('a hot write costs two round trips: BEGIN with the first statement, COMMIT with the last', async (context) => {
  const { connection } = database
  if (typeof connection === 'string') return context.skip('needs a socket to stand before')
  const roundTripMs = 40
  const folder = await mkdtemp(join(tmpdir(), 'rapport-proxy-'))
  const proxy = createServer((client) => {
    const server = connect(join(connection.host, `.s.PGSQL.${connection.port}`))
    client.pipe(server)
    server.on('data', (chunk) => setTimeout(() => client.write(chunk), roundTripMs))
    client.on('error', () => server.destroy())
    server.on('close', () => client.destroy())
  }).listen(join(folder, '.s.PGSQL.5432'))
  await once(proxy, 'listening')
  const far = openDatabase({ ...connection, host: folder, port: 5432 }, { poolSize: 1 })
  const write = (id: number) =>
    inTransaction(far, async (tx) => {
      await sql`select * from entries where id = ${id} for update`.execute(tx)
      writeLater(tx, insert(id))
      writeLater(tx, sql`update entries set word = ${'x'} where id = ${id}`)
      writeLater(tx, insert(id + 100))
    })
  await write(1) // connects
  const since = performance.now()
  await write(2)
  const tookMs = performance.now() - since
  await far.destroy()
  proxy.close()
  await rm(folder, { recursive: true })
  expect(tookMs).toBeGreaterThan(1.9 * roundTripMs)
  expect(tookMs).toBeLessThan(2.9 * roundTripMs)
  expect(await stored()).toEqual([1, 2, 101, 102])
})

test('statements started together travel together and are answered in order', async () => {
  const answers = await inTransaction(database.db, (tx) =>
    Promise.all(
      [1, 2, 3].map(async (n) => (await sql<{ n: number }>`select ${n}::int as n`.execute(tx)).rows[0]?.n),
    ),
  )
  expect(answers).toEqual([1, 2, 3])
})

test('a transaction that has ended refuses work that was not awaited inside it', async () => {
  const escaped = await inTransaction(database.db, async (tx) => ({ tx }))
  await expect(insert(1).execute(escaped.tx)).rejects.toThrow('over')
  expect(() => writeLater(escaped.tx, insert(1))).toThrow('over')
})

test('repeatable read gives two reads one view', async () => {
  await outside(`insert into entries values (1, 'a')`)
  const counts = await inTransaction(
    database.db,
    async (tx) => {
      const count = async () =>
        (await sql<{ n: number }>`select count(*) as n from entries`.execute(tx)).rows[0]?.n
      const before = await count()
      await outside(`insert into entries values (2, 'b')`)
      return [before, await count()]
    },
    { isolation: 'repeatable read' },
  )
  expect(counts).toEqual([1, 1])
})

test('a failed transaction leaves its connection fit for the next', async () => {
  const one = database.open({ poolSize: 1 })
  for (let i = 0; i < 5; i += 1) {
    await inTransaction(one, async (tx) => {
      writeLater(tx, insert(1))
      writeLater(tx, insert(1))
    }).catch(() => undefined)
  }
  expect((await sql`select 1 as n`.execute(one)).rows).toEqual([{ n: 1 }])
  await inTransaction(one, async (tx) => writeLater(tx, insert(9)))
  expect(await stored()).toEqual([9])
})
