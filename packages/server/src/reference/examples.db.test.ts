import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keyScopes } from '@rapport/domain'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Server } from '../app.ts'
import { webhookHeaders } from '../platform/crypto/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { startTestServer } from '../testing/start-test-server.ts'
import { listExamples } from './testing/read-examples.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const examples = listExamples(root)
const run = promisify(execFile)

let database: TestDatabase
let server: Server
let folder: string
let environment: Record<string, string>
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  // Inside the tree, so that an example finds the packages it names.
  await mkdir(join(root, '.cache'), { recursive: true })
  folder = await mkdtemp(join(root, '.cache', 'examples-'))
  await Promise.all(examples.map(({ source }, i) => writeFile(join(folder, `example-${i}.ts`), source)))
  environment = await aScene()
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await server.stop()
  await database.close()
})

/** A workspace with a key for everything, a channel of its own, and for each example a session that waits. */
async function aScene(): Promise<Record<string, string>> {
  const { origin } = server
  const { owner, platform } = await aWorkspace(database.db)
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${origin}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await answer.json()) as never
  }
  const { key }: { key: string } = await post('/api-keys', { name: 'Examples', scopes: keyScopes })
  const { inbox, inboundSecret }: { inbox: { id: string }; inboundSecret: string } = await post(
    '/generic-inboxes',
    {
      name: 'Examples',
      startsIn: 'unassigned',
      botId: null,
      teamId: null,
      channelLabel: null,
      settings: { url: `${origin}/nobody-listens-here`, deduplicates: true, replyWindowHours: null },
    },
  )
  const events = examples.map((_, i) => ({
    type: 'message',
    id: `scene-${i}`,
    person: { id: `person-${i}` },
    text: 'Hello',
  }))
  const body = JSON.stringify({ events })
  const headers = webhookHeaders({ id: 'scene', at: platform.now(), body }, [inboundSecret])
  const told = await fetch(`${origin}/hooks/generic/${inbox.id}`, { method: 'POST', headers, body })
  expect(await told.json()).toEqual({ received: examples.length, notUnderstood: [] })
  const list = async () => {
    const asked = await fetch(`${origin}/api/v1/sessions?limit=200`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const { items } = (await asked.json()) as { items: { session: { id: string } }[] }
    return items.map(({ session }) => session.id)
  }
  const sessions = await vi.waitFor(
    async () => {
      const found = await list()
      expect(found.length).toBe(examples.length)
      return found
    },
    { timeout: 20_000, interval: 100 },
  )
  return {
    RAPPORT_ORIGIN: origin,
    RAPPORT_KEY: key,
    RAPPORT_TOKEN: owner.token,
    RAPPORT_INBOX: inbox.id,
    RAPPORT_INBOUND_SECRET: inboundSecret,
    RAPPORT_SESSIONS: sessions.join(),
    PORT: '0',
  }
}

const runNode = (...args: string[]) =>
  run(process.execPath, args, { cwd: root, env: { ...process.env, ...environment }, timeout: 110_000 })

test('every example of the pages and docstrings is one, and they are many', () => {
  const places = new Set(examples.map(({ name }) => name.split(/[#@]\d/)[0]))
  expect(places).toContain('packages/sdk/README.md')
  expect(places).toContain('docs/developers/README.md')
  expect(places).toContain('packages/sdk/src/create-rapport.ts')
  expect(examples.length).toBeGreaterThan(12)
})

test('every example compiles, under the strictest settings', async () => {
  const settings = {
    extends: '../../tsconfig.base.json',
    compilerOptions: { lib: ['esnext', 'dom', 'dom.iterable'], types: ['node'] },
    include: ['*.ts', '../../docs/developers/*.ts'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const compiler = join(root, 'node_modules/typescript7/bin/tsc')
  const { stdout, code = 0 } = await runNode(compiler, '-p', folder, '--noEmit').catch((error) => error)
  const named = String(stdout).replaceAll(/\S*example-(\d+)\.ts/g, (_, i) => examples[i]?.name ?? '')
  expect([named, code]).toEqual(['', 0])
}, 120_000)

test('every example runs against a real server', async () => {
  const runner = join(folder, 'run.mjs')
  const lines = examples.map(
    ({ name }, i) => `await tryOut(${JSON.stringify(name)}, './example-${i}.ts', sessions[${i}])`,
  )
  await writeFile(
    runner,
    `const sessions = process.env.RAPPORT_SESSIONS.split(',')
async function tryOut(name, file, session) {
  process.env.RAPPORT_SESSION = session
  try {
    await import(file)
    console.error('ran ' + name)
  } catch (error) {
    console.error('FAILED ' + name, error)
  }
}
${lines.join('\n')}
process.exit(0)
`,
  )
  const { stderr } = await runNode(runner)
  expect(stderr.split('\n').filter((line) => line.startsWith('ran ')).length, stderr).toBe(examples.length)
})

test('the first session, from its first word to its last, is told in order', async () => {
  const { stdout } = await runNode('docs/developers/first-session.ts')
  const types = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[1])
  expect(types.slice(0, 3)).toEqual(['session.started', 'message.received', 'session.assigned'])
  expect(types).toContain('message.sent')
  expect(types.at(-1)).toBe('session.ended')
  expect(stdout).toContain('Where is my parcel?')
  console.log(stdout)
})
