import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { anEmptyDatabase, sealSecret } from '../../server/src/backup/testing/backup-scene.ts'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { withClient } from '../../server/src/platform/db/testing/start-test-server.ts'
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
  folder = await mkdtemp(join(tmpdir(), 'rapport-doctor-'))
  inboxId = await sealSecret(database.db, key)
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await rm(join(folder, 'secret-key'), { force: true })
  await writeFile(join(folder, 'secret-key'), key.toString('hex'), { mode: 0o600 })
  environment = {
    PORT: String(await aFreePort()),
    RAPPORT_DATA_DIR: folder,
    DATABASE_URL: addressOf(database.connection),
  }
})

async function aFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

type Findings = Readonly<Record<string, Readonly<{ state: string; words: string }>>>

async function examine(changes: Record<string, string> = {}): Promise<{ code: number; findings: Findings }> {
  const { terminal, out } = aTerminal({ ...environment, ...changes })
  const code = await runCommand(['doctor', '--json'], terminal)
  const { findings } = JSON.parse(out[0] ?? '') as {
    findings: { check: string; state: string; words: string }[]
  }
  return { code, findings: Object.fromEntries(findings.map(({ check, ...finding }) => [check, finding])) }
}

const ask = (text: string) => withClient(database.connection, (client) => client.query(text))

test('an installation that is well has a line for everything that was looked at', async () => {
  const { terminal, out } = aTerminal(environment)
  expect(await runCommand(['doctor'], terminal)).toBe(0)
  expect(out.map((line) => line.slice(0, 27).trim())).toEqual([
    'ok       node',
    'ok       configuration',
    'ok       data folder',
    'ok       disk',
    'ok       public origin',
    'ok       port',
    'ok       database',
    'ok       database version',
    'ok       database encoding',
    'ok       database rights',
    'ok       database letters',
    'ok       clock',
    'ok       migrations',
    'ok       key',
    'ok       files',
    'ok       jobs',
  ])
})

test('everything that is wrong with the variables is told at once', async () => {
  const { terminal, out } = aTerminal({
    ...environment,
    PORT: 'x',
    HOST: '',
    RAPPORT_DEMO: 'maybe',
    RAPPORT_DEMOO: '1',
  })
  expect(await runCommand(['doctor'], terminal)).toBe(1)
  expect(out.filter((line) => !line.startsWith('ok')).map((line) => line.slice(0, 50))).toEqual([
    expect.stringMatching(/^failed +configuration +PORT must be/),
    expect.stringMatching(/^failed +configuration +RAPPORT_DEMO must be/),
    expect.stringMatching(/^warning +configuration +RAPPORT_DEMOO is set/),
  ])
})

test('a database that cannot be reached is one failure, and the rest is still looked at', async () => {
  const { code, findings } = await examine({ DATABASE_URL: addressOf(database.connection, { port: 1 }) })
  expect(code).toBe(1)
  expect(findings.database).toMatchObject({
    state: 'failed',
    words: expect.stringContaining('cannot be reached'),
  })
  expect(findings.disk?.state).toBe('ok')
})

test('a key that is not this database’s, and one that is missing, are told', async () => {
  await chmod(join(folder, 'secret-key'), 0o644)
  const other = await examine({ RAPPORT_SECRET_KEY: randomBytes(32).toString('hex') })
  expect(other.code).toBe(1)
  expect(other.findings.key).toEqual({
    state: 'failed',
    words: `another one sealed the identity secret of inbox ${inboxId}: put the right secret-key back, or make these anew`,
  })
  expect(other.findings['key file']?.state).toBe('warning')
  await rm(join(folder, 'secret-key'))
  expect((await examine()).findings.key?.words).toMatch(/^There is none, and this database has been used/)
})

test('files without bytes, jobs set aside and demo people on a public desk are told', async () => {
  await ask(`insert into files (workspace_id, file_id, storage_key, name, media_type, bytes, uploaded_by)
    select workspace_id, gen_random_uuid(), 'a-file-that-nobody-has-00', 'x', 'x', 1, '{}' from workspaces`)
  await ask(`insert into jobs (workspace_id, job_id, kind, payload, run_at, dead_at)
    select workspace_id, gen_random_uuid(), 'react', '{}', now(), now() from workspaces`)
  await ask(`insert into users values (gen_random_uuid(), 'owner@demo.test', 'Olive', 'x')`)
  const { code, findings } = await examine({ HOST: '0.0.0.0' })
  expect(code).toBe(1)
  expect(findings.files).toMatchObject({
    state: 'failed',
    words: expect.stringContaining('1 of 1 looked for'),
  })
  expect(findings.jobs).toMatchObject({ state: 'warning', words: expect.stringContaining('(react)') })
  expect(findings.demo?.state).toBe('warning')
  expect(findings['public origin']?.state).toBe('warning')
  expect((await examine()).findings.demo).toBeUndefined()
})

test('jobs that wait while a server runs are a failure, and without one they are not', async () => {
  await ask(`insert into jobs (workspace_id, job_id, kind, payload, run_at)
    select workspace_id, gen_random_uuid(), 'react', '{}', now() - interval '2 hours' from workspaces`)
  await ask('update jobs set dead_at = null')
  // The test's own pool is on the database under a server's name.
  expect((await examine()).findings.jobs).toMatchObject({
    state: 'failed',
    words: expect.stringMatching(/^\d wait, the oldest for 120 minutes/),
  })
})

test('a key that the database is not used with is told, also when it has sealed nothing', async () => {
  await ask(`update inboxes set identity_secret = null`)
  await ask(`insert into installation_key (fingerprint) values ('of another key')`)
  expect((await examine()).findings.key).toMatchObject({
    state: 'failed',
    words: 'this database is used with another one: put the right secret-key back',
  })
})

test('a database that waits for migrations, or is newer, or is empty, is told apart', async () => {
  const { findings } = await examine({ DATABASE_URL: addressOf(await anEmptyDatabase()) })
  expect(findings.migrations).toMatchObject({ state: 'ok', words: expect.stringContaining('none yet') })
  await ask(`delete from schema_migrations where number = (select max(number) from schema_migrations)`)
  expect((await examine()).findings.migrations).toMatchObject({
    state: 'warning',
    words: expect.stringMatching(/^\d{4}_\w+\.sql wait: the next start applies them/),
  })
  await ask(`insert into schema_migrations (number, name, checksum) values (999, '0999_later.sql', 'x')`)
  const newer = await examine()
  expect(newer.code).toBe(1)
  expect(newer.findings.migrations?.words).toMatch(/^This database was made by a newer Rapport/)
})
