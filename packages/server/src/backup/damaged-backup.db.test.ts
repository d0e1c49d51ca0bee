import { readFile, writeFile } from 'node:fs/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMigrations } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { migrationsFolder } from '../platform/db/testing/start-test-server.ts'
import { createArchiveWriter } from './archive-writer.ts'
import { type BackupHead, formatNumber } from './backup-format.ts'
import { BackupRefused } from './backup-refused.ts'
import { checkBackup } from './restore-backup.ts'
import { backUpFrom, fillDesk, openScratch, type Scratch } from './testing/backup-scene.ts'
import { writeWhole } from './write-whole.ts'

let scratch: Scratch
let database: TestDatabase
let whole: Buffer
let path: string

beforeAll(async () => {
  scratch = await openScratch()
  database = await openTestDatabase()
  const files = await scratch.store('files')
  await fillDesk(database.db, files)
  path = scratch.path('whole.tgz')
  await backUpFrom(database.connection, { path, files })
  whole = await readFile(path)
  path = scratch.path('other.tgz')
})
afterAll(async () => {
  await database.close()
  await scratch.close()
})

async function refusalOf(bytes: Buffer): Promise<string> {
  await writeFile(path, bytes)
  const options = { signal: new AbortController().signal, onProgress: () => undefined }
  const migrations = await readMigrations(migrationsFolder)
  const error = await checkBackup(path, { ...options, migrations }).then(
    () => null,
    (refused: unknown) => refused,
  )
  if (error === null) return 'none'
  expect(error).toBeInstanceOf(BackupRefused)
  return (error as Error).message
}

const damaged = () => `${path} is damaged or was cut off, and nothing of it is used: take another backup`
const notOne = () => `${path} is not a backup of Rapport`

test('a whole backup is taken', async () => {
  expect(await refusalOf(whole)).toBe('none')
})

test('wherever a backup is cut off, that is noticed', async () => {
  const ends = [0.2, 0.5, 0.8, 0.99].map((share) => Math.floor(whole.length * share))
  for (const end of [...ends, whole.length - 600, whole.length - 40, whole.length - 9, whole.length - 1]) {
    expect([end, await refusalOf(whole.subarray(0, end))]).toEqual([end, damaged()])
  }
  for (const end of [0, 5, 30])
    expect([end, await refusalOf(whole.subarray(0, end))]).toEqual([end, notOne()])
})

test('a byte changed anywhere is noticed, also by somebody who packs the archive again', async () => {
  for (const share of [0.1, 0.3, 0.6, 0.9]) {
    const bytes = Buffer.from(whole)
    const at = Math.floor(bytes.length * share)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect([share, await refusalOf(bytes)]).toEqual([share, damaged()])
  }
  const unpacked = gunzipSync(whole)
  const name = unpacked.indexOf('Old desk')
  unpacked.write('New', name)
  expect(await refusalOf(gzipSync(unpacked, { level: 1 }))).toBe(damaged())
})

test('a backup without one of its parts is noticed', async () => {
  const unpacked = gunzipSync(whole)
  const from = entryAt(unpacked, 'tables/users/000001')
  const to = entryAt(unpacked, 'tables/workspaces/')
  const without = Buffer.concat([unpacked.subarray(0, from), unpacked.subarray(to)])
  expect(await refusalOf(gzipSync(without, { level: 1 }))).toBe(damaged())
})

function entryAt(tar: Buffer, name: string): number {
  const at = tar.indexOf(`${name}`)
  expect(at % 512).toBe(0)
  return at
}

test('what is no backup is called so', async () => {
  expect(await refusalOf(Buffer.from('create table …'))).toBe(notOne())
  expect(await refusalOf(gzipSync('create table …'))).toBe(notOne())
  expect(await refusalOf(gzipSync(Buffer.alloc(4096)))).toBe(notOne())
  expect(await refusalOf(await packed({ product: 'another' as 'rapport' }))).toMatch(/damaged|not a backup/)
})

test('a backup in a newer form, of a newer schema, or of another’s is refused by what to do', async () => {
  const newer = `${path} was made by a newer Rapport: update this one first, then restore it`
  expect(await refusalOf(await packed({ format: formatNumber + 1 }))).toBe(newer)
  const migrations = (await readMigrations(migrationsFolder)).map(({ name, checksum }) => ({
    name,
    checksum,
  }))
  const next = [...migrations, { name: '0999_next.sql', checksum: 'x' }]
  expect(await refusalOf(await packed({ migrations: next }))).toBe(newer)
  expect(await refusalOf(await packed({ migrations: [{ name: '0001_fork.sql', checksum: 'x' }] }))).toBe(
    `${path} was made by another Rapport (its 0001_fork.sql differs from ours): restore it with version 9.9`,
  )
})

async function packed(changes: Partial<BackupHead>): Promise<Buffer> {
  const file = scratch.path('packed.tgz')
  await writeWhole(file, { force: true }, async (sink) => {
    const archive = createArchiveWriter(sink)
    await archive.head({
      product: 'rapport',
      format: formatNumber,
      version: '9.9',
      createdAt: new Date().toISOString(),
      migrations: [],
      tables: [],
      keyFingerprint: '',
      hasKey: false,
      ...changes,
    })
    await archive.end({ tables: {}, files: { count: 0, bytes: 0 }, missingFiles: [] })
  })
  return await readFile(file)
}
