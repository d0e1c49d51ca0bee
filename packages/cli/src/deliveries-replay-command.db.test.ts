import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  openTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/db/testing/open-test-database.ts'
import { withClient } from '../../server/src/platform/db/testing/start-test-server.ts'
import { aWorkspace } from '../../server/src/testing/a-workspace.ts'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'
import { addressOf } from './testing/address-of.ts'

let database: TestDatabase
let folder: string
let environment: Record<string, string>
let inboxIds: string[]

beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'rapport-deliveries-'))
  const { inbox, anInbox } = await aWorkspace(database.db)
  inboxIds = [inbox.id, (await anInbox({ name: 'Harbour' })).id]
  environment = {
    RAPPORT_DATA_DIR: folder,
    RAPPORT_SECRET_KEY: randomBytes(32).toString('hex'),
    DATABASE_URL: addressOf(database.connection),
  }
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const ask = async <Row extends object>(text: string) =>
  (await withClient(database.connection, (client) => client.query<Row>(text))).rows

async function aDelivery(state: string, hoursAgo: number, inboxId = inboxIds[0]): Promise<string> {
  const id = randomUUID()
  await ask(`insert into deliveries (workspace_id, delivery_id, inbox_id, adapter_version, method, path, headers, body,
      state, received_at)
    select workspace_id, '${id}', inbox_id, 1, 'POST', '/hook', '{}', '{}', '${state}', now() - interval '${hoursAgo} h'
      from inboxes where inbox_id = '${inboxId}'`)
  return id
}

let failed: string
let old: string
let harbour: string
let handled: string
beforeEach(async () => {
  await ask('delete from deliveries')
  await ask('delete from jobs')
  failed = await aDelivery('failed', 1)
  old = await aDelivery('failed', 24 * 20)
  harbour = await aDelivery('failed', 2, inboxIds[1])
  handled = await aDelivery('handled', 3)
})

async function replay(...args: string[]) {
  const { terminal, out, err } = aTerminal(environment)
  const code = await runCommand(['deliveries', 'replay', ...args], terminal)
  const jobs = await ask<{ id: string }>(`select payload ->> 'deliveryId' as id from jobs`)
  return { code, out, err, ids: jobs.map(({ id }) => id).toSorted() }
}

test('failed deliveries of the last days are asked for again, and a dry run only counts them', async () => {
  expect(await replay('--dry-run')).toEqual({
    code: 0,
    out: ['2 deliveries would be handled again'],
    err: [],
    ids: [],
  })
  expect(await replay()).toMatchObject({ code: 0, ids: [failed, harbour].toSorted() })
  expect(await ask(`select from deliveries where state = 'received'`)).toHaveLength(2)
  expect((await replay()).out).toEqual(['0 deliveries will be handled again'])
})

test('an inbox, a state, an age or ids choose others', async () => {
  expect((await replay('--inbox', 'harbour')).ids).toEqual([harbour])
  await ask('delete from jobs')
  expect((await replay('--state', 'handled', '--since', '5h')).ids).toEqual([handled])
  await ask('delete from jobs')
  const since = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
  expect((await replay('--since', since)).ids).toEqual([failed, old].toSorted())
  await ask('delete from jobs')
  const named = await replay('--id', handled, '--id', old, '--json')
  expect([named.code, named.ids]).toEqual([0, [handled, old].toSorted()])
  expect(JSON.parse(named.out[0] ?? '')).toEqual({ dryRun: false, deliveries: 2, missing: 0 })
})

test('an id that is not there is told, and what makes no sense changes nothing', async () => {
  const { code, err } = await replay('--id', randomUUID(), '--id', failed)
  expect([code, err]).toEqual([1, ['1 id not there']])
  const nonsense = [['x'], ['--state', 'odd'], ['--since', 'long ago'], ['--id', 'x'], ['--inbox', 'Nowhere']]
  for (const args of nonsense) {
    const told = await replay(...args)
    expect([args, told.code, told.out, told.err.length]).toEqual([args, 2, [], 1])
  }
})
