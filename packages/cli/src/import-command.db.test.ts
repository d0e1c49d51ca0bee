import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../../server/src/testing/a-workspace.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'
import { addressOf } from './testing/address-of.ts'
import { someConversations } from './testing/some-conversations.ts'

const lines = 1500
let database: TestDatabase
let folder: string
let path: string
let environment: Record<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  await aWorkspace(database.db)
  folder = await mkdtemp(join(tmpdir(), 'rapport-import-'))
  path = join(folder, 'talks.jsonl')
  await writeFile(path, someConversations(lines))
  environment = { RAPPORT_DATA_DIR: folder, DATABASE_URL: addressOf(database.connection) }
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    /* all workspaces: this database has one */ select count(*) as count from ${sql.table(table)}`.execute(
    database.db,
  )
  return rows[0]?.count ?? 0
}

test('a dry run on the command line writes nothing', async () => {
  const { terminal, out } = aTerminal(environment)
  expect(await runCommand(['import', path, '--dry-run', '--json'], terminal)).toBe(0)
  expect(JSON.parse(out.at(-1) ?? '')).toMatchObject({ dryRun: true, imported: lines, newInboxes: ['web'] })
  expect(await count('sessions')).toBe(0)
})

test('after kill -9 in the middle a second run brings in the rest, and nothing twice', async () => {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'import', path], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  const gone = once(child, 'exit')
  while ((await count('imported_sessions')) === 0 && child.exitCode === null) await pause(5)
  child.kill('SIGKILL')
  await gone
  const before = await count('sessions')
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(lines)
  expect(await count('imported_sessions')).toBe(before)

  const { terminal, out } = aTerminal(environment)
  expect(await runCommand(['import', path], terminal)).toBe(0)
  expect(out.at(-1)).toContain(`imported ${lines - before} sessions`)
  expect(out.at(-1)).toContain(`${before} were there`)
  expect(await count('sessions')).toBe(lines)
  const perLine = 8 * (lines / 2) + 7 * (lines / 2)
  expect(await count('messages')).toBe(perLine)
})

test('a bad line is told, skipped, and makes the command end with 1; an unknown workspace with 2', async () => {
  const bad = join(folder, 'bad.jsonl')
  await writeFile(bad, `{"id": 7}\n${someConversations(1)}`)
  const first = aTerminal(environment)
  expect(await runCommand(['import', bad], first.terminal)).toBe(1)
  expect(first.err[0]).toMatch(/^line 1: id: /)
  const second = aTerminal(environment)
  expect(await runCommand(['import', bad, '--workspace', 'Elsewhere'], second.terminal)).toBe(2)
  expect(second.err).toEqual(['There is no workspace Elsewhere'])
})
