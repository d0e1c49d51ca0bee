import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from './testing/open-test-database.ts'
import { copyRows, inTransaction } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  await sql`create table things (n int primary key, words text, about jsonb, at timestamptz, is_good boolean)`.execute(
    database.db,
  )
})
afterAll(() => database.close())

const listThings = async () => (await sql`select * from things order by n`.execute(database.db)).rows

const thing = (n: number, words: string | null) => ({ n, words, about: null, at: null, is_good: null })

test('what COPY writes is read back as it was, whatever characters it has', async () => {
  const words = ['', '\\N', '\\.', 'a\tb\\c\nd\r\ne', '"quoted"', '退款 🙌', "it's", '\\', null]
  const rows = words.map((text, n) => thing(n, text))
  const about = { said: 'a\tb\\\n"c"', list: [1, null], deep: { 中: '\u2028' } }
  const last = { n: 100, words: 'x', about, at: new Date(1_700_000_000_123), is_good: true }
  await inTransaction(database.db, (tx) => copyRows(tx, 'things', [...rows, last]), { copies: true })
  expect(await listThings()).toEqual([...rows, { ...last, at: 1_700_000_000_123 }])
})

test('a row that is refused undoes the transaction, and the connection is good for the next', async () => {
  const before = await listThings()
  const many = Array.from({ length: 20_000 }, (_, i) => thing(1_000 + i, 'x'.repeat(50)))
  const write = inTransaction(
    database.db,
    async (tx) => {
      await sql`delete from things`.execute(tx)
      await copyRows(tx, 'things', [thing(500, 'a'), thing(500, 'b'), ...many])
    },
    { copies: true },
  )
  await expect(write).rejects.toThrow('duplicate key')
  expect(await listThings()).toEqual(before)
  await inTransaction(database.db, (tx) => copyRows(tx, 'things', many), { copies: true })
  expect(await listThings()).toHaveLength(before.length + many.length)
})

test('a transaction that was not opened for COPY refuses it', async () => {
  const write = inTransaction(database.db, (tx) => copyRows(tx, 'things', [thing(900, 'a')]))
  await expect(write).rejects.toThrow('pipeline')
})
