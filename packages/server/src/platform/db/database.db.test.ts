import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from './testing/open-test-database.ts'

let test1: TestDatabase
beforeAll(async () => {
  test1 = await openTestDatabase()
})
afterAll(() => test1.close())

test('a query answers', async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from schema_migrations`.execute(test1.db)
  expect(rows[0]?.n).toBeGreaterThan(0)
})
