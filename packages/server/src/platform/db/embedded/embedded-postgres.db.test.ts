import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDatabase } from '../check-database.ts'
import { openDatabase } from '../database.ts'
import { silentLog } from '../database-log.ts'
import { withClient } from '../testing/start-test-server.ts'
import { inTransaction, writeLater } from '../transaction.ts'
import { isAlive } from './postmaster-file.ts'
import {
  DataFolderInUse,
  type EmbeddedPostgres,
  findRunningPostgres,
  type SocketConnection,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts'

const isRoot = process.getuid?.() === 0
const program = fileURLToPath(new URL('../testing/embedded-process.ts', import.meta.url))

let folder: string
// Made by the first test and used again where being new does not matter: making one takes most of a test's time.
let used: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-embedded-'))
  used = join(folder, 'used')
  await chmod(folder, 0o755)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (dataDir: string) => startEmbeddedPostgres({ dataDir, log: silentLog })

async function ask(connection: SocketConnection, text = 'select 1 as n'): Promise<unknown[]> {
  return await withClient(connection, async (client) => (await client.query<object>(text)).rows)
}

async function serving<T>(dataDir: string, fn: (embedded: EmbeddedPostgres) => Promise<T>): Promise<T> {
  const embedded = await start(dataDir)
  try {
    return await fn(embedded)
  } finally {
    await embedded.stop()
  }
}

type Said = Readonly<{
  pid: number
  user?: string
  cluster: string
  connection: SocketConnection
  found?: SocketConnection
  error?: string
  message?: string
}>

type Options = Readonly<{ env?: NodeJS.ProcessEnv; uid?: number; gid?: number; detached?: boolean }>

/** A server in another process, with what it said of itself. */
async function startElsewhere(dataDir: string, options: Options = {}) {
  const child = spawn(process.execPath, ['--no-warnings', program, dataDir], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'ignore'],
    ...options,
  })
  const exited = once(child, 'exit')
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    said: JSON.parse(line) as Said,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    stop: async () => {
      child.stdin.write('stop\n')
      await exited
    },
  }
}

async function until(isSo: () => Promise<boolean> | boolean, limitMs = 10_000): Promise<void> {
  const deadline = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not so within ${limitMs} ms`)
    await sleep(20)
  }
}

test('on an empty folder it makes a database fit for use, out of reach of other users and of the network', async () => {
  const dataDir = used
  await serving(dataDir, async ({ connection, cluster, user }) => {
    await checkDatabase(connection)
    expect(connection.host.startsWith('/')).toBe(true)
    expect(await ask(connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    expect(await ask(connection, 'show lc_messages')).toEqual([{ lc_messages: 'C' }])
    expect((await stat(cluster)).mode & 0o777).toBe(0o700)
    expect((await stat(join(cluster, 'password'))).mode & 0o777).toBe(0o600)
    expect(user === undefined).toBe(!isRoot)
    await expect(ask({ ...connection, password: 'wrong' })).rejects.toThrow('password')
    await ask(connection, 'create table kept (n int)')
  })
  await serving(dataDir, async ({ connection }) => {
    expect(await ask(connection, 'select count(*) as n from kept')).toEqual([{ n: 0 }])
  })
  expect(await findRunningPostgres(dataDir)).toBeUndefined()
})

test('it works whatever the locale of whoever starts it says', async () => {
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'xx_XX', PGPORT: '1', PGDATA: '/nowhere' }
  const server = await startElsewhere(join(folder, 'locale'), { env })
  await checkDatabase(server.said.connection)
  await server.stop()
})

test('it works in a folder with spaces, accents, quotes and commas in its name', async () => {
  await serving(join(folder, `my "app", ž' it\\s`), async ({ connection, cluster }) => {
    expect(connection.host).toBe(cluster)
    expect(await ask(connection)).toEqual([{ n: 1 }])
  })
})

test('a path too long for a socket gets a short one, found by other processes and gone after the stop', async () => {
  const dataDir = join(folder, 'long'.repeat(30))
  const host = await serving(dataDir, async ({ connection, cluster }) => {
    expect(connection.host).not.toBe(cluster)
    expect(await findRunningPostgres(dataDir)).toEqual(connection)
    expect(await ask(connection)).toEqual([{ n: 1 }])
    return connection.host
  })
  expect(existsSync(host)).toBe(false)
})

test('a second copy on the same data is refused by name and pid, and the first does not notice', async () => {
  const dataDir = used
  await serving(dataDir, async ({ connection, pid }) => {
    const error = await start(dataDir).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DataFolderInUse)
    expect((error as DataFolderInUse).pid).toBe(pid())
    expect((error as DataFolderInUse).message).toContain(String(pid()))
    expect(await ask(connection)).toEqual([{ n: 1 }])
  })
})

test('two copies started at the same moment on an empty folder: one runs, the other is refused', async () => {
  const dataDir = join(folder, 'race')
  const [one, other] = await Promise.all([startElsewhere(dataDir), startElsewhere(dataDir)])
  expect([one.said.error, other.said.error].filter(Boolean)).toEqual(['DataFolderInUse'])
  const winner = one.said.error ? other : one
  expect(await ask(winner.said.connection)).toEqual([{ n: 1 }])
  await winner.stop()
})

test('after kill -9 of its owner PostgreSQL shuts down by itself, and the next start waits for that', async () => {
  const dataDir = used
  const first = await startElsewhere(dataDir)
  expect(first.said.found).toEqual(first.said.connection)
  await ask(first.said.connection, 'create table kept_by_orphan as select generate_series(1, 1000) as n')
  await first.kill()
  await serving(dataDir, async ({ connection, pid }) => {
    expect(pid()).not.toBe(first.said.pid)
    expect(await ask(connection, 'select count(*) as n from kept_by_orphan')).toEqual([{ n: 1000 }])
  })
  expect(await isAlive(first.said.pid)).toBe(false)
})

test('after kill -9 of PostgreSQL it is started again, and writers see a pause but lose nothing they were told is kept', async () => {
  await serving(used, async ({ connection, pid, onExit }) => {
    await ask(connection, 'create table kept_by_writers (n int primary key)')
    const db = openDatabase(connection, { poolSize: 4 })
    const told: number[] = []
    const exits: unknown[] = []
    onExit((how) => exits.push(how))
    const write = async (n: number) => {
      await inTransaction(db, async (tx) => writeLater(tx, sql`insert into kept_by_writers values (${n})`))
      told.push(n)
    }
    for (let n = 0; n < 60; n += 1) {
      if (n === 20 || n === 40) process.kill(pid() ?? 0, 'SIGKILL')
      await Promise.all(
        [write(n), write(1000 + n), write(2000 + n)].map((done) => done.catch(() => undefined)),
      )
    }
    const { rows } = await sql<{ n: number }>`select n from kept_by_writers`.execute(db)
    const kept = new Set(rows.map(({ n }) => n))
    expect(told.filter((n) => !kept.has(n))).toEqual([])
    expect(told.length).toBeGreaterThan(150)
    expect(exits.length).toBe(2)
    await db.destroy()
  })
})

test('a pid in the lock file that belongs to another process by now does not keep it from starting', async () => {
  const dataDir = used
  const first = await startElsewhere(dataDir)
  const lock = await readFile(join(first.said.cluster, 'postmaster.pid'), 'utf8')
  await first.stop()
  const { uid, gid } = await stat(first.said.cluster)
  const bystander = spawn('/bin/sleep', ['60'], isRoot ? { uid, gid } : {})
  const file = join(first.said.cluster, 'postmaster.pid')
  await writeFile(file, lock.replace(/^\d+/, String(bystander.pid)), { mode: 0o600 })
  await chown(file, uid, gid)
  await serving(dataDir, async ({ connection }) => expect(await ask(connection)).toEqual([{ n: 1 }]))
  bystander.kill()
})

test('what a crash left of a half-made database is cleared away', async () => {
  const dataDir = join(folder, 'half')
  await mkdir(join(dataDir, 'cluster.new-999999'), { recursive: true })
  await serving(dataDir, async ({ connection }) => expect(await ask(connection)).toEqual([{ n: 1 }]))
  expect(existsSync(join(dataDir, 'cluster.new-999999'))).toBe(false)
})

test('stopping while it is being restarted ends it for good', async () => {
  const embedded = await start(used)
  const pid = embedded.pid() ?? 0
  process.kill(pid, 'SIGKILL')
  await until(async () => !(await isAlive(pid)))
  await sleep(60)
  await embedded.stop()
  expect(await findRunningPostgres(used)).toBeUndefined()
})

test.runIf(isRoot)('as an ordinary user it runs as that user', async () => {
  const home = join(folder, 'home')
  await mkdir(home)
  await chown(home, 65534, 65534)
  const server = await startElsewhere(join(home, 'data'), { uid: 65534, gid: 65534 })
  expect(server.said.user).toBeUndefined()
  expect((await stat(server.said.cluster)).uid).toBe(65534)
  expect(await ask(server.said.connection)).toEqual([{ n: 1 }])
  await server.stop()
  // Started by root later, it keeps the user its data belongs to.
  await serving(join(home, 'data'), async ({ user }) => expect(user).toBe('nobody'))
})

test.runIf(isRoot)(
  'in a folder closed to PostgreSQL’s user, data and programs go where it can reach them',
  async () => {
    const closed = await mkdtemp(join(homedir(), '.rapport-test-'))
    await chmod(closed, 0o700)
    const dataDir = join(closed, 'data')
    try {
      const moved = await serving(dataDir, async ({ cluster, connection }) => {
        expect(cluster.startsWith('/var/lib/rapport/')).toBe(true)
        await ask(connection, 'create table kept (n int)')
        expect(await findRunningPostgres(dataDir)).toEqual(connection)
        return join(cluster, '..')
      })
      await serving(dataDir, async ({ connection }) => {
        expect(await ask(connection, 'select count(*) as n from kept')).toEqual([{ n: 0 }])
      })
      await rm(moved, { recursive: true })
    } finally {
      await rm(closed, { recursive: true, force: true })
    }
  },
)

test.runIf(process.platform === 'linux')('Ctrl-C in a terminal reaches us and not PostgreSQL', async () => {
  await serving(used, async ({ pid }) => {
    const group = (await readFile(`/proc/${pid()}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ')[2]
    const ours = (await readFile('/proc/self/stat', 'utf8')).replace(/^.*\) /, '').split(' ')[2]
    expect(group).not.toBe(ours)
    expect(await readlink(`/proc/${pid()}/cwd`)).toContain('cluster')
  })
})
