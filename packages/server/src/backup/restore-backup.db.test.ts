import { cp, mkdir, readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { asId, instant, type WorkspaceId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, openDatabase } from '../platform/db/index.ts'
import { migrate } from '../platform/db/migrate.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { migrationsFolder, withClient } from '../platform/db/testing/start-test-server.ts'
import type { FileStore } from '../platform/files/index.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { sealedColumns } from './lost-secrets.ts'
import { makeBackup } from './make-backup.ts'
import {
  anEmptyDatabase,
  backUpFrom,
  fillDesk,
  openScratch,
  restoreInto,
  type Scratch,
  sumTables,
  testVault,
} from './testing/backup-scene.ts'

let scratch: Scratch
let source: TestDatabase
let files: FileStore
let contents: Map<string, Buffer>
let path: string

beforeAll(async () => {
  scratch = await openScratch()
  source = await openTestDatabase()
  files = await scratch.store('source-files')
  contents = await fillDesk(source.db, files)
  await inTransaction(source.db, (tx) => enqueue(tx, [aJob('first'), aJob('second')]))
  await ask(`update jobs set lease_id = gen_random_uuid(), leased_until = now() where serial_key = 'first'`)
  await inTransaction(source.db, (tx) => enqueue(tx, [aJob('third', 'first')]))
  path = scratch.path('desk.tgz')
  await backUpFrom(source.connection, { path, files })
})
afterAll(async () => {
  await source.close()
  await scratch.close()
})

const aJob = (serialKey: string, uniqueKey = serialKey) => ({
  workspaceId: asId<WorkspaceId>('00000000-0000-7000-8000-000000000001'),
  kind: 'none',
  payload: {},
  serialKey,
  uniqueKey,
  runAt: instant(Date.now()),
})

async function ask<Row extends object>(text: string, connection = source.connection): Promise<Row[]> {
  return await withClient(connection, async (client) => (await client.query<Row>(text)).rows)
}

test('what was backed up is there again, to the last row and byte, under new epochs', async () => {
  const connection = await anEmptyDatabase()
  const store = await scratch.store('restored-files')
  const report = await restoreInto(connection, { path, files: store })
  expect(report).toEqual({ workspaces: 2, migrated: [], filesRemoved: 0, unfinished: null, lostSecrets: [] })

  const [before, after] = [await sumTables(source.connection), await sumTables(connection)]
  const differing = Object.keys(before).filter((name) => before[name] !== after[name])
  expect(differing).toEqual(['jobs', 'workspaces'])
  const without = (column: string) => `select md5(string_agg((to_jsonb(w) - '${column}')::text, '' order by
    workspace_id)) as sum, array_agg(epoch order by workspace_id) as epochs from workspaces w`
  const [[was], [is]] = await Promise.all([
    ask<{ sum: string; epochs: string[] }>(without('epoch')),
    ask<{ sum: string; epochs: string[] }>(without('epoch'), connection),
  ])
  expect(is?.sum).toBe(was?.sum)
  expect(was?.epochs.filter((epoch) => is?.epochs.includes(epoch))).toEqual([])

  expect(contents.size).toBe(3)
  for (const [key, bytes] of contents) {
    const body = await store.open(key)
    expect(body && bytes.equals(await buffer(body))).toBe(true)
  }
})

test('jobs that somebody had in hand wait again, once each, and new ones come after them', async () => {
  const connection = await anEmptyDatabase()
  await restoreInto(connection, { path, files: await scratch.store('jobs-files') })
  const jobs = () =>
    ask<{ serial_key: string; lease_id: string | null; position: number }>(
      'select serial_key, lease_id, position from jobs order by position',
      connection,
    )
  const restored = await jobs()
  // The first ran while the third, which does the same, waited.
  expect(restored.map(({ serial_key, lease_id }) => [serial_key, lease_id])).toEqual([
    ['second', null],
    ['third', null],
  ])
  const db = openDatabase(connection)
  await inTransaction(db, (tx) => enqueue(tx, [aJob('fourth')]))
  await db.destroy()
  expect((await jobs()).at(-1)).toMatchObject({ serial_key: 'fourth', position: 4 })
})

test('a backup made while people write is of one moment', async () => {
  const writing = { isOver: false }
  const writers = Array.from({ length: 4 }, async () => {
    while (!writing.isOver) {
      await ask(`with t as (insert into throttles select gen_random_uuid()::text, 1, now() returning key)
        insert into users select gen_random_uuid(), lower(key), 'x', 'x' from t`)
    }
  })
  const busy = scratch.path('busy.tgz')
  for (let i = 0; i < 3; i += 1) {
    const { tables } = await backUpFrom(source.connection, { path: busy, files, force: true })
    const people = (tables.users?.rows ?? 0) - (tables.throttles?.rows ?? 0)
    expect(people).toBe(await countPeople())
  }
  writing.isOver = true
  await Promise.all(writers)
  expect((await ask<{ n: number }>('select count(*) as n from throttles'))[0]?.n).toBeGreaterThan(3)
})

async function countPeople(): Promise<number> {
  const [row] = await ask<{ n: number }>(`select count(*) as n from users where password_hash <> 'x'`)
  return row?.n ?? 0
}

test('a backup takes no lock that a writer would wait for', async () => {
  const modes = new Set<string>()
  const watching = setInterval(() => {
    ask<{ mode: string }>(
      `select distinct l.mode from pg_locks l join pg_stat_activity a using (pid)
        where a.application_name = 'rapport backup' and l.locktype = 'relation'`,
    ).then(
      (rows) => {
        for (const { mode } of rows) modes.add(mode)
      },
      () => undefined,
    )
  }, 5)
  await backUpFrom(source.connection, { path: scratch.path('locks.tgz'), files })
  clearInterval(watching)
  expect([...modes]).toEqual(['AccessShareLock'])
})

test('a file that goes while a backup is made is named, and the rest is whole', async () => {
  const [gone = ''] = contents.keys()
  const losing: FileStore = { ...files, open: async (key) => (key === gone ? null : files.open(key)) }
  const lossy = scratch.path('lossy.tgz')
  const report = await backUpFrom(source.connection, { path: lossy, files: losing })
  expect(report.missingFiles).toEqual([gone])
  expect(report.files).toBe(2)
  const connection = await anEmptyDatabase()
  await restoreInto(connection, { path: lossy, files: await scratch.store('lossy-files') })
})

test('workspaces that are there are not replaced unless that is asked for, and then nothing of them stays', async () => {
  const connection = await anEmptyDatabase()
  const store = await scratch.store('replaced-files')
  await restoreInto(connection, { path, files: store })
  const before = await sumTables(connection)
  await expect(restoreInto(connection, { path, files: store })).rejects.toThrow(
    /^This database holds workspaces already \(.*Old desk.*\): restore into an empty one, or add --replace/,
  )
  expect(await sumTables(connection)).toEqual(before)

  const stray = 'a-file-of-the-desk-before'
  await store.put(stray, Readable.from(['words']))
  await ask(
    `insert into files (workspace_id, file_id, storage_key, name, media_type, bytes, uploaded_by)
      select workspace_id, gen_random_uuid(), '${stray}', 'x', 'x', 1, '{}' from workspaces limit 1`,
    connection,
  )
  await ask(`insert into users values (gen_random_uuid(), 'late@example.test', 'Late', 'x')`, connection)
  const report = await restoreInto(connection, { path, files: store, replace: true })
  expect(report.filesRemoved).toBe(1)
  expect(await store.open(stray)).toBeNull()
  const after = await sumTables(connection)
  expect({ ...after, workspaces: '' }).toEqual({ ...before, workspaces: '' })
})

test('a restore that fails in the middle changes nothing and leaves no file', async () => {
  const connection = await anEmptyDatabase()
  const store = await scratch.store('failing-files')
  await restoreInto(connection, { path, files: store })
  const before = await sumTables(connection)
  for (const key of contents.keys()) await store.remove(key)

  let puts = 0
  const failing: FileStore = {
    ...store,
    async put(key, body) {
      puts += 1
      if (puts === 3) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      await store.put(key, body)
    },
  }
  await expect(restoreInto(connection, { path, files: failing, replace: true })).rejects.toThrow(
    /no space|room/,
  )
  expect(await sumTables(connection)).toEqual(before)
  for (const key of contents.keys()) expect(await store.open(key)).toBeNull()
})

test('a backup of an older Rapport is restored and brought forward; an older one refuses a newer’s', async () => {
  const older = scratch.path('older-migrations')
  await mkdir(older)
  const names = (await readdir(migrationsFolder)).toSorted()
  for (const name of names.slice(0, 2)) await cp(`${migrationsFolder}/${name}`, `${older}/${name}`)
  const old = await anEmptyDatabase()
  await migrate(old, { folder: older })
  await ask(
    `insert into workspaces (workspace_id, name, epoch) values (gen_random_uuid(), 'Early', gen_random_uuid())`,
    old,
  )
  const early = scratch.path('early.tgz')
  await backUpFrom(old, { path: early, files })

  const connection = await anEmptyDatabase()
  const store = await scratch.store('early-files')
  const report = await restoreInto(connection, { path: early, files: store })
  expect(report.migrated).toEqual(names.slice(2))
  expect(await migrate(connection, { folder: migrationsFolder })).toEqual([])
  expect(await ask('select name from workspaces', connection)).toEqual([{ name: 'Early' }])

  await expect(restoreInto(old, { path, files: store, folder: older })).rejects.toThrow(
    `${path} was made by a newer Rapport: update this one first, then restore it`,
  )
  // The way back after an update that went wrong: the older program, the newer database, the older backup.
  const back = await restoreInto(connection, { path: early, files: store, folder: older, replace: true })
  expect(back.migrated).toEqual([])
  expect(await migrate(connection, { folder: older })).toEqual([])
})

test('it is refused beside a server, and in a database that holds somebody else’s tables', async () => {
  const connection = await anEmptyDatabase()
  const store = await scratch.store('strange-files')
  await ask('create table invoices (n int)', connection)
  await expect(restoreInto(connection, { path, files: store })).rejects.toThrow(
    "This database holds tables that are not Rapport's (invoices): give it one of its own",
  )
  await ask('drop table invoices', connection)
  await restoreInto(connection, { path, files: store })
  await ask('create table invoices (n int)', connection)
  await expect(restoreInto(connection, { path, files: store, replace: true })).rejects.toThrow('invoices')

  const db = openDatabase(connection)
  await inTransaction(db, async () => undefined)
  await expect(restoreInto(connection, { path, files: store, replace: true })).rejects.toThrow(
    'A server runs on this database: stop it, then restore',
  )
  await db.destroy()
})

test('every column of bytes is known as sealed, or as something that no key opens', async () => {
  const rows = await ask<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea'`,
  )
  const open = ['api_keys.key_hash', 'deliveries.body', 'directory.key_hash', 'idempotency.body_hash']
  const known = [...sealedColumns.map(({ column }) => column), ...open]
  expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
})

test('an interrupt leaves no file, and one that was there as it was', async () => {
  const stopping = new AbortController()
  const interrupted = scratch.path('interrupted.tgz')
  const going = makeBackup(
    { connection: source.connection, files, vault: testVault, key: null, version: '0.0.1' },
    interrupted,
    { force: false, signal: stopping.signal, onProgress: (share) => share > 0.1 && stopping.abort() },
  )
  await expect(going).rejects.toThrow('aborted')
  expect((await readdir(scratch.path('.'))).filter((name) => name.startsWith('interrupted'))).toEqual([])
})
