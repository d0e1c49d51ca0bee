import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from './testing/open-test-database.ts'
import { globalTables, readKeys, readWorkspaceTables } from './testing/read-schema.ts'
import { withClient } from './testing/start-test-server.ts'

// What is asked before the workspace is known, or for all of them at once; each with its reason in the migration.
const indexesAcrossWorkspaces = new Set(['export_plans_next', 'jobs_due', 'memberships_user'])

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const read = <T>(fn: (client: Client) => Promise<T>) => withClient(database.connection, fn)

async function names(text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await read((client) => client.query<{ name: string }>(text, values))
  return rows.map(({ name }) => name)
}

test('every table is a workspace’s, with workspace_id not null and of type uuid, or on the short list of global ones', async () => {
  const tables = [...(await read(readWorkspaceTables))]
  expect(tables.length).toBeGreaterThan(10)
  const carrying = await names(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'workspace_id' and is_nullable = 'NO' and data_type = 'uuid'`,
  )
  expect(tables.filter((table) => !carrying.includes(table))).toEqual([])
})

test('the list of global tables names only tables that exist', async () => {
  const existing = await names(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  )
  expect([...globalTables].filter((table) => !existing.includes(table))).toEqual([])
})

test('every key and index of a workspace’s table leads with workspace_id', async () => {
  const tables = await read(readWorkspaceTables)
  const keys = (await read(readKeys)).filter(({ table }) => tables.has(table))
  expect(keys.length).toBeGreaterThan(20)
  const wrong = keys.filter(
    ({ name, columns, references }) =>
      columns[0] !== 'workspace_id' &&
      !indexesAcrossWorkspaces.has(name) &&
      !(references !== null && globalTables.has(references)),
  )
  expect(wrong).toEqual([])
})

test('every workspace’s table has a primary key', async () => {
  const tables = await read(readWorkspaceTables)
  const keyed = new Set(
    (await read(readKeys)).flatMap(({ table, kind }) => (kind === 'primary' ? [table] : [])),
  )
  expect([...tables].filter((table) => !keyed.has(table))).toEqual([])
})

test('every foreign key between workspaces’ tables stays inside one workspace', async () => {
  const tables = await read(readWorkspaceTables)
  const crossing = (await read(readKeys)).filter(
    ({ kind, references, columns }) =>
      kind === 'foreign' && references !== null && tables.has(references) && columns[0] !== 'workspace_id',
  )
  expect(crossing).toEqual([])
})

test('moments are timestamptz only', async () => {
  expect(
    await names(
      `select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = 'public' and data_type in ('timestamp without time zone', 'time without time zone',
          'time with time zone')`,
    ),
  ).toEqual([])
})

test('there are no triggers, no rules, no row security and no functions of our own', async () => {
  expect(await names(`select tgname as name from pg_trigger where not tgisinternal`)).toEqual([])
  expect(await names(`select rulename as name from pg_rules where schemaname = 'public'`)).toEqual([])
  expect(await names(`select relname as name from pg_class where relrowsecurity`)).toEqual([])
  expect(
    await names(
      `select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace
          and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
    ),
  ).toEqual([])
})
