import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anEmptyDatabase, sealSecret } from '../../server/src/backup/testing/backup-scene.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'
import { addressOf } from './testing/address-of.ts'

const key = randomBytes(32)
let database: TestDatabase
let folder: string
let inboxId: string
let environment: Record<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-backups-'))
  inboxId = await sealSecret(database.db, key)
  environment = await aFolder('source', addressOf(database.connection), key)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

async function aFolder(name: string, url: string, secretKey: Buffer | null = null) {
  const dataDir = join(folder, name)
  await mkdir(dataDir)
  if (secretKey) await writeFile(join(dataDir, 'secret-key'), `${secretKey.toString('hex')}\n`)
  return { RAPPORT_DATA_DIR: dataDir, DATABASE_URL: url }
}

const anotherPlace = async (name: string, secretKey: Buffer | null = null) =>
  await aFolder(name, addressOf(await anEmptyDatabase()), secretKey)

async function run(where: Record<string, string>, ...args: string[]) {
  const { terminal, out, err } = aTerminal(where)
  return { code: await runCommand(args, terminal), out, err }
}

const keyIn = async ({ RAPPORT_DATA_DIR = '' }: Record<string, string>) =>
  (await readFile(join(RAPPORT_DATA_DIR, 'secret-key'), 'utf8')).trim()

test('a backup with the key is enough to start anew, and is told before it is used', async () => {
  const file = join(folder, 'with-key.tgz')
  const made = await run(environment, 'backup', file, '--with-key', '--json')
  expect([made.code, made.err]).toEqual([0, []])
  expect(JSON.parse(made.out[0] ?? '')).toMatchObject({ file, files: 0, rows: { workspaces: 1, inboxes: 1 } })
  expect((await stat(file)).mode & 0o777).toBe(0o600)

  const place = await anotherPlace('fresh')
  const checked = await run(place, 'restore', file, '--check')
  expect(checked.out).toEqual([
    expect.stringMatching(/is whole: \d+ rows and 0 files .*, with the key, made by Rapport /),
  ])
  expect(existsSync(join(folder, 'fresh', 'secret-key'))).toBe(false)

  const restored = await run(place, 'restore', file)
  expect(restored).toMatchObject({ code: 0, err: [] })
  expect(restored.out[0]).toBe("the backup's key is this installation's now")
  expect(await keyIn(place)).toBe(key.toString('hex'))
})

test('a backup under another key says which key it needs, and what is lost without it', async () => {
  const file = join(folder, 'without-key.tgz')
  expect((await run(environment, 'backup', file)).code).toBe(0)
  const own = randomBytes(32)
  const place = await anotherPlace('keyed', own)
  const refused = await run(place, 'restore', file)
  expect(refused).toEqual({
    code: 1,
    out: [],
    err: [
      `${file} was made under another key, and does not hold it: put the secret-key of then into ` +
        `${place.RAPPORT_DATA_DIR}, or add --new-key to go on and make anew what it sealed`,
    ],
  })
  const gone = await run(place, 'restore', file, '--new-key')
  expect(gone.out[0]).toBe(
    `the identity secret of inbox ${inboxId} was sealed with another key: make it anew`,
  )
  expect(await keyIn(place)).toBe(own.toString('hex'))
})

test('the key of a backup does not silently give way to one of the environment', async () => {
  const file = join(folder, 'with-key.tgz')
  const place = { ...(await anotherPlace('env-keyed')), RAPPORT_SECRET_KEY: randomBytes(32).toString('hex') }
  const { code, err } = await run(place, 'restore', file)
  expect([code, err]).toEqual([
    1,
    [`RAPPORT_SECRET_KEY is another key than the one in ${file}: set it to that one, or unset it`],
  ])
})

test('a file that is there is kept, unless it is to be replaced', async () => {
  const file = join(folder, 'kept.tgz')
  await writeFile(file, 'mine')
  const refused = await run(environment, 'backup', file)
  expect(refused).toEqual({
    code: 1,
    out: [],
    err: [`${file} is there already: name another file, or add --force to replace it`],
  })
  expect(await readFile(file, 'utf8')).toBe('mine')
  expect((await run(environment, 'backup', file, '--force')).code).toBe(0)
  expect((await run(environment, 'restore', file, '--check')).code).toBe(0)
})

test('a place that cannot be written to, and a folder that is not the server’s, are told in one line', async () => {
  const nowhere = await run(environment, 'backup', join(folder, 'no', 'where.tgz'))
  expect([nowhere.code, nowhere.err]).toEqual([
    1,
    [expect.stringMatching(/cannot be written \(ENOENT\): name a file/)],
  ])
  const elsewhere = await anotherPlace('elsewhere')
  const { code, err } = await run(elsewhere, 'backup', join(folder, 'elsewhere.tgz'))
  expect([code, err]).toEqual([
    1,
    [
      `There is no secret-key in ${elsewhere.RAPPORT_DATA_DIR}: set RAPPORT_DATA_DIR to the folder that the server uses`,
    ],
  ])
  const empty = await run(await anotherPlace('empty', key), 'backup', join(folder, 'empty.tgz'))
  expect([empty.code, empty.err]).toEqual([1, [expect.stringMatching(/^There is nothing to back up/)]])
  expect((await readdir(folder)).filter((name) => /^(elsewhere|empty)\.tgz/.test(name))).toEqual([])
})

test('a disk that fills up leaves no file, and one line', async () => {
  const file = join(folder, 'full.tgz')
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  // A limit on the size of files fails a write as a full disk does; one kilobyte is less than any backup.
  const limited = `trap '' XFSZ; ulimit -f 2; exec "$0" "$@"`
  const ended = await promisify(execFile)(
    '/bin/sh',
    ['-c', limited, process.execPath, main, 'backup', file],
    {
      env: { ...process.env, ...environment },
    },
  ).then(
    () => null,
    (error: { code: number; stderr: string }) => error,
  )
  expect(ended?.code).toBe(1)
  expect(ended?.stderr).toMatch(/^There is no room for .*full\.tgz \(EFBIG\), and nothing was written: .*\n$/)
  expect((await readdir(folder)).filter((name) => name.startsWith('full'))).toEqual([])
})
