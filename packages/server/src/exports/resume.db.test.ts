import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { exportEndpoints } from '@rapport/contract'
import {
  accept,
  agent,
  asId,
  closeSession,
  type ExportId,
  instant,
  type ReviewId,
  type SessionId,
} from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { openDiskStore } from '../platform/files/index.ts'
import { changeSession, removeSession } from '../sessions/index.ts'
import { updateDeactivated } from '../team/index.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { csvFormat } from './csv-format.ts'
import { exportSetup } from './export-setup.ts'
import { findExport } from './exports-queries.ts'
import type { Format } from './format.ts'
import { type ExportSetup, runExport } from './run-export.ts'
import { sweepExports } from './sweep-exports.ts'
import { anExportDesk, rowsOf } from './testing/an-export-desk.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-exports-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const inParts: ExportSetup = { formats: exportSetup.formats, sessionsPerPart: 2, sessionsAtOnce: 0 }

/** A desk with so many sessions, whose files lie in a folder of their own. */
async function aLargeDesk(count: number, setup = inParts) {
  const own = await mkdtemp(join(folder, 'files-'))
  const files = await openDiskStore(own)
  const desk = await anExportDesk(database.db, { parts: { files }, setup })
  const sessions = []
  for (let i = 0; i < count; i += 1) sessions.push(await desk.aSession([`words ${i}`], `Guest ${i}`))
  const run = ({ id }: Readonly<{ id: ExportId }>, by = setup) =>
    runExport(desk.platform, by, { workspaceId: desk.scope.workspaceId, exportId: id })
  const stored = async () =>
    (await readdir(own, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length
  return { ...desk, own, files, sessions, run, stored }
}

/** A format that does something before each session but the first is written. */
const before = (act: (written: number) => Promise<void>): Format => ({
  ...csvFormat,
  writePart(head, part, open) {
    async function* sessions() {
      let written = 0
      for await (const session of part.sessions) {
        if (written > 0) await act(part.first + written)
        written += 1
        yield session
      }
    }
    return csvFormat.writePart(head, { ...part, sessions: sessions() }, open)
  },
})

test('an export that is killed twice goes on with the next part, and its file is complete and correct', async () => {
  const { own, create, get, read, stored } = await aLargeDesk(60)
  const made = await create()
  expect(made).toMatchObject({ state: 'running', total: 60, done: 0 })
  const worker = fileURLToPath(new URL('testing/export-worker.ts', import.meta.url))
  const start = (sessionMs: number) =>
    spawn(process.execPath, [worker, urlOf(database), own, String(sessionMs)], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
  const killedAt: number[] = []
  for (const wanted of [10, 30]) {
    const child = start(20)
    await expect.poll(async () => (await get(made)).done, { timeout: 20_000 }).toBeGreaterThanOrEqual(wanted)
    child.kill('SIGKILL')
    await once(child, 'exit')
    killedAt.push((await get(made)).done)
  }
  expect((await get(made)).state).toBe('running')
  const last = start(0)
  await expect.poll(async () => (await get(made)).state, { timeout: 20_000 }).toBe('done')
  await expect.poll(stored).toBe(1)
  last.kill('SIGKILL')
  await once(last, 'exit')
  expect(await get(made)).toMatchObject({ total: 60, done: 60, gone: 0 })
  const rows = rowsOf(await read(made)).slice(1)
  expect(rows.map(([name]) => name)).toEqual(Array.from({ length: 60 }, (_, i) => `Guest ${i}`))
  console.info(`exports: kill -9 at ${killedAt.join(' and ')} of 60 sessions: rows=${rows.length} of 60`)
}, 60_000)

const urlOf = ({ connection }: TestDatabase): string => {
  if (typeof connection === 'string') return connection
  const { user, password, host, port, database: name } = connection as unknown as Record<string, string>
  return `postgres://${user}:${encodeURIComponent(password ?? '')}@${encodeURIComponent(host ?? '')}:${port}/${name}`
}

test('what is said and done while an export runs is not in it: each session is as it was when it began', async () => {
  const { create, run, read, say, aSession } = await aLargeDesk(0)
  const thread: string = 'thread-of-ann'
  await say('first', { thread, name: 'Ann' })
  const made = await create({
    options: { columns: ['contact', 'messages', 'state'], transcripts: true, systemMessages: true },
  })
  await say('second', { thread, name: 'Ann' })
  await aSession(['too late'], 'Bob')
  await run(made)
  const rows = rowsOf(await read(made)).slice(1)
  expect(rows).toHaveLength(1)
  expect(rows[0]?.slice(0, 3)).toEqual(['Ann', '1', 'Unassigned'])
  expect(rows[0]?.[3]).toContain('first')
  expect(rows[0]?.[3]).not.toContain('second')
})

test('sessions deleted meanwhile are counted as gone, and all others are there', async () => {
  const { create, run, get, read, ctx, sessions } = await aLargeDesk(5)
  const made = await create()
  for (const id of [1, 4].map((i) => sessions[i] ?? asId<SessionId>(''))) {
    await changeSession(ctx, id, (session) => closeSession(session, agent(ctx.agentId), 'agent_ended'))
    await removeSession(ctx, id)
  }
  await run(made)
  expect(await get(made)).toMatchObject({ state: 'done', total: 5, done: 3, gone: 2 })
  const names = rowsOf(await read(made)).map(([name]) => name)
  expect(names).toEqual(['Contact', 'Guest 0', 'Guest 2', 'Guest 3'])
})

test('one that is cancelled stops within a part, and leaves nothing', async () => {
  let cancelling: () => Promise<unknown> = async () => undefined
  const slow = before(async (written) => {
    if (written === 3) await cancelling()
    await new Promise((resolve) => setTimeout(resolve, 600))
  })
  const setup = { ...inParts, sessionsPerPart: 50, formats: { ...exportSetup.formats, csv: slow } }
  const { create, run, get, cancel, stored, aSession } = await aLargeDesk(8, setup)
  const made = await create()
  cancelling = () => cancel(made)
  await run(made)
  expect(await get(made)).toMatchObject({ state: 'cancelled', error: null, done: 0 })
  expect(await stored()).toBe(0)
  expect(await cancel(made)).toMatchObject({ state: 'cancelled' })
  await aSession()
  expect(await create()).toMatchObject({ state: 'running' })
}, 15_000)

test('a full disk ends an export, says so, and what was written of it is thrown away', async () => {
  const { platform, scope, create, get, stored, files } = await aLargeDesk(5)
  const made = await create()
  let puts = 0
  const full = {
    ...files,
    async put(key: string, body: Readable) {
      puts += 1
      if (puts < 3) return await files.put(key, body)
      const error = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      await files.put(key, Readable.from(failing(body, error)))
    },
  }
  async function* failing(body: Readable, error: Error) {
    for await (const chunk of body) {
      yield chunk
      throw error
    }
  }
  const running = { workspaceId: scope.workspaceId, exportId: made.id }
  await runExport({ ...platform, files: full }, inParts, running)
  expect(await get(made)).toMatchObject({ state: 'failed', error: 'disk_full', done: 4 })
  expect(await stored()).toBe(0)
})

test('a finished file stays when what it was put together from cannot be thrown away at once', async () => {
  const { platform, scope, create, run, read, stored, files } = await aLargeDesk(5)
  const made = await create()
  let refusals = 1
  const stuck = {
    ...files,
    async remove(key: string) {
      refusals -= 1
      if (refusals >= 0) throw new Error('The store does not answer')
      await files.remove(key)
    },
  }
  const running = { workspaceId: scope.workspaceId, exportId: made.id }
  await expect(runExport({ ...platform, files: stuck }, inParts, running)).rejects.toThrow('does not answer')
  await run(made)
  expect(rowsOf(await read(made))).toHaveLength(6)
  expect(await stored()).toBe(1)
})

test('whoever loses the right while an export runs gets no file', async () => {
  const { create, agentContext, platform, scope, ctx } = await aLargeDesk(3)
  const supervisor = await agentContext('supervisor')
  const { id } = await create({}, supervisor)
  await inTransaction(database.db, (tx) =>
    updateDeactivated(tx, scope, { id: supervisor.agentId, deactivated: true }),
  )
  await runExport(platform, inParts, { workspaceId: scope.workspaceId, exportId: id })
  expect(await findExport(ctx.db, scope, id)).toMatchObject({
    state: 'cancelled',
    error: 'forbidden',
    key: null,
  })
})

test('who comes to review while an export runs is told by it nothing of reviews, which its reach says are not there', async () => {
  const { create, agentContext, run, read, ctx, sessions } = await aLargeDesk(1)
  const reviewId = asId<ReviewId>('01990000-0000-7000-8000-000000000001')
  await changeSession(ctx, sessions[0] ?? asId<SessionId>(''), () =>
    accept({ type: 'session.reviewed', reviewId, score: 80, qaScore: 80, by: agent(ctx.agentId) }),
  )
  const supervisor = await agentContext('supervisor')
  const newcomer = { ...supervisor, can: (right: string) => right !== 'quality.review' }
  const options = { columns: ['contact'], transcripts: true, systemMessages: true }
  const texts: string[] = []
  for (const by of [newcomer, supervisor]) {
    const made = await create({ options, format: 'jsonl' }, by)
    await run(made)
    texts.push(await read(made))
  }
  expect(texts.map((text) => [text.includes('words 0'), /reviewed/i.test(text)])).toEqual([
    [true, false],
    [true, true],
  ])
})

test('one person has one export running, a workspace two', async () => {
  const { create, agentContext, run } = await aLargeDesk(3)
  const [one, two] = [await agentContext('supervisor'), await agentContext('supervisor')]
  const first = await create()
  expect(await codeOf(create())).toBe('export_running')
  await create({}, one)
  expect(await codeOf(create({}, two))).toBe('export_running')
  await run(first)
  expect(await create({}, two)).toMatchObject({ state: 'running' })
})

test('two servers that work on one export write each session once', async () => {
  const { create, run, get, read, stored } = await aLargeDesk(12)
  const made = await create()
  await Promise.all([run(made), run(made), run(made)])
  await run(made)
  expect(await get(made)).toMatchObject({ state: 'done', done: 12 })
  expect(
    rowsOf(await read(made))
      .slice(1)
      .map(([name]) => name),
  ).toEqual(Array.from({ length: 12 }, (_, i) => `Guest ${i}`))
  expect(await stored()).toBe(1)
})

test('a file is thrown away after a week, and its link says so', async () => {
  const { create, run, get, routes, ctx, platform, scope, stored } = await aLargeDesk(1)
  const made = await create()
  expect(await codeOf(callRoute(routes, exportEndpoints.link, { ctx }, { exportId: made.id }))).toBe(
    'export_not_ready',
  )
  await run(made)
  const { expiresAt } = await get(made)
  expect(expiresAt).toBeGreaterThan(platform.now() + 6 * 24 * 3_600_000)
  await sweepExports({ ...platform, now: () => instant(Date.now() + 8 * 24 * 3_600_000) }, scope)
  expect(await get(made)).toMatchObject({ state: 'expired' })
  expect(await codeOf(callRoute(routes, exportEndpoints.link, { ctx }, { exportId: made.id }))).toBe(
    'export_expired',
  )
  expect(await stored()).toBe(0)
})
