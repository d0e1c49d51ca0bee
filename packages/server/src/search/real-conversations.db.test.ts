import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { countMax } from '@rapport/contract'
import {
  instant,
  matchesSearchable,
  parseSearch,
  type Searchable,
  searchableOf,
  type WorkspaceId,
} from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '../demo/index.ts'
import { importSessions, readLines } from '../imports/index.ts'
import { type AgentContext, type Scope, scopeOf } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { searchMessages } from './search-messages.ts'
import { indexAll } from './testing/a-searched-workspace.ts'

/** How many sessions of the demo are searched beside the imported ones: `SEARCHED_SESSIONS=100000` for a desk after years. */
const demoSessions = Number(process.env.SEARCHED_SESSIONS ?? 400)
const patienceMs = 60_000 + demoSessions * 15

const sources = ['multiwoz-1000', 'zh-500'].map((name) =>
  fileURLToPath(new URL(`../../../../../shared/data/${name}.jsonl`, import.meta.url)),
)
const here = sources.filter((path) => existsSync(path))
if (here.length < sources.length)
  console.warn('Real conversations are not beside the project: these searches run over the demo alone')

type Message = Searchable & Readonly<{ id: string }>

let database: TestDatabase
let ctx: AgentContext
/** Every message with words, newest first. */
let messages: Message[]
beforeAll(async () => {
  database = await openTestDatabase()
  const workspace = await aWorkspace(database.db)
  const { platform } = workspace
  await fillWorkspace(platform, { name: 'Years', sessions: demoSessions, messages: 10, seed: 7 })
  const scope = scopeOf(await findWorkspace('Years'))
  for (const path of here)
    await importSessions({ db: database.db, scope, now: () => instant(Date.now()) }, readLines(path))
  await indexAll({ platform, scope })
  ctx = { ...(await workspace.ownerContext()), scope }
  messages = await readAll(scope)
}, patienceMs)
afterAll(() => database.close())

async function findWorkspace(name: string): Promise<WorkspaceId> {
  const { rows } = await sql<{
    id: WorkspaceId
  }>`select workspace_id as id from workspaces where name = ${name}`.execute(database.db)
  if (rows[0] === undefined) throw new Error(`There is no workspace ${name}`)
  return rows[0].id
}

async function readAll({ workspaceId }: Scope): Promise<Message[]> {
  const { rows } = await sql<{ id: string; text: string }>`
    select message_id as id, text from messages
     where workspace_id = ${workspaceId} and text <> '' and author ->> 'kind' <> 'system'
     order by at desc, message_id desc`.execute(database.db)
  return rows.map(({ id, text }) => ({ id, ...searchableOf(text) }))
}

test.each([
  ['an English word', 'refund'],
  ['a frequent word', 'thank'],
  ['a single letter', 'i'],
  ['a root', 'reserv'],
  ['a root in capitals', 'RECOMMEND'],
  ['two words', 'train leicester'],
  ['three words anywhere', 'book table people'],
  ['a phrase', '"reference number"'],
  ['a frequent phrase', '"thank you"'],
  ['a long phrase', '"is there anything else"'],
  ['a phrase and a word', '"guest house" parking'],
  ['a word that is exact', '"train"'],
  ['an elision', "don't"],
  ['a reference', 'GU5QPFQR'],
  ['the beginning of a reference', 'gu5q'],
  ['an order number', 'LC-8989'],
  ['the last digits of a number', '1928'],
  ['a time', '13:30'],
  ['a postcode', 'cb21ab'],
  ['two Chinese letters', '酒店'],
  ['two other Chinese letters', '退款'],
  ['one Chinese letter', '您'],
  ['a Chinese phrase', '人均消费'],
  ['a Chinese sentence', '请给我推荐'],
  ['Chinese and digits', '4.5分'],
  ['Czech without accents', 'objednavka'],
  ['Czech with accents', 'zboží'],
  ['Indonesian', 'pesanan'],
  ['an Indonesian root', 'kirim'],
  ['Arabic', 'الطلب'],
  ['no hit', 'zyzzyva'],
  ['no hit in Chinese', '龘龘'],
])('%s (%s) finds and counts exactly what a plain scan does', async (_, q) => {
  const search = parseSearch(q)
  if (search === null) throw new Error('Nothing to look for')
  const scanned = messages.filter((message) => matchesSearchable(search, message)).map(({ id }) => id)
  const found = await searchMessages(ctx, { q, limit: 40 })
  expect(found.count).toBe(Math.min(countMax, scanned.length))
  expect(found.items.map(({ messageId }) => String(messageId))).toEqual(scanned.slice(0, 40))
  expect(found.items.every(({ snippet }) => snippet.some(({ isMatch }) => isMatch))).toBe(true)
})

test('the searches are not all of nothing', () => {
  console.log(`32 searches in ${messages.length} messages find and count what a scan does`)
  expect(messages.length).toBeGreaterThan(here.length === sources.length ? 20_000 : 2_000)
})
