import { type OutputOf, searchEndpoints } from '@rapport/contract'
import { fold, searchableOf } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { searchRoutes } from './search-routes.ts'
import { aSearchedWorkspace, type SearchedWorkspace, textOf } from './testing/a-searched-workspace.ts'

let database: TestDatabase
let desk: SearchedWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  desk = await aSearchedWorkspace(database.db)
  await someone('anna', { name: 'Anna Nováková', email: 'anna@novak.test', phone: '+420 777 123 456' })
  await someone('bob', { name: 'Bob Annan', email: 'bob_100%@sure.test', phone: '(020) 7946-0018' })
  await someone('wang', { name: '王芳', email: null, phone: null })
  await desk.index()
})
afterAll(() => database.close())

type About = Readonly<{ name: string; email: string | null; phone: string | null }>

async function someone(thread: string, { name, email, phone }: About): Promise<void> {
  const { sessionId } = await desk.say(`it is ${thread} who asks`, { thread })
  await sql`
    update contacts set name = ${name}, folded_name = ${fold(name)}, email = ${email}, phone = ${phone}
     where workspace_id = ${desk.workspace.scope.workspaceId} and contact_id = (
       select contact_id from sessions
        where workspace_id = ${desk.workspace.scope.workspaceId} and session_id = ${sessionId})`.execute(
    database.db,
  )
}

type Everything = OutputOf<typeof searchEndpoints.everything>
const everything = (q: string, by: AgentContext = desk.owner): Promise<Everything> =>
  callRoute(searchRoutes, searchEndpoints.everything, { ctx: by }, { q })
const names = ({ sessions }: Everything) => sessions.map(({ contact }) => contact.name)

test('sessions are found by a part of a name, an address, a phone number and by number, newest first', async () => {
  expect(names(await everything('anna'))).toEqual(['Bob Annan', 'Anna Nováková'])
  expect(names(await everything('novak'))).toEqual(['Anna Nováková'])
  expect(names(await everything('nova ann'))).toEqual(['Anna Nováková'])
  expect(names(await everything('王'))).toEqual(['王芳'])
  expect(names(await everything('bo'))).toEqual(['Bob Annan'])
  expect(names(await everything('anna@novak'))).toEqual(['Anna Nováková'])
  expect(names(await everything('100%@'))).toEqual(['Bob Annan'])
  expect(names(await everything('777123456'))).toEqual(['Anna Nováková'])
  expect(names(await everything('+420 777-123'))).toEqual(['Anna Nováková'])
  expect(names(await everything('7946 0018'))).toEqual(['Bob Annan'])
  const [row] = (await everything('王芳')).sessions
  expect(names(await everything(String(row?.session.number)))).toContain('王芳')
  expect(names(await everything(`#${row?.session.number}`))).toEqual(['王芳'])
  expect((await everything('nobody')).sessions).toEqual([])
})

async function summarise(number: number, text: string): Promise<void> {
  const { tokens, line } = searchableOf(text)
  await sql`
    insert into session_summaries (workspace_id, session_id, text, method, maker, made_at, of_version, tokens, words)
    select workspace_id, session_id, ${text}, 'hand', '', now(), 1,
           array_to_tsvector(string_to_array(${[...tokens].join(' ')}, ' ')), ${line}
      from sessions where workspace_id = ${desk.workspace.scope.workspaceId} and number = ${number}`.execute(
    database.db,
  )
}

test('sessions are found by the words of their summaries too, after those that are named so, and within reach', async () => {
  const rows = (await everything('wang')).sessions.concat((await everything('王芳')).sessions)
  const number = rows[0]?.session.number ?? 0
  await summarise(number, 'Ten lamps arrived broken; refunded by Anna. 已退款')
  for (const q of ['lamps', 'lam', 'LAMPS broken', '"arrived broken"', '退款', '款'])
    expect([q, names(await everything(q))]).toEqual([q, ['王芳']])
  expect(names(await everything('"broken arrived"'))).toEqual([])
  expect(names(await everything('anna'))).toEqual(['Bob Annan', 'Anna Nováková', '王芳'])
  const other = await desk.workspace.anInbox({ name: 'Elsewhere' })
  const stranger = await desk.workspace.agentContext('agent', { inboxes: [other.id] })
  expect(names(await everything('lamps', stranger))).toEqual([])
})

test('messages are among it for whoever may search in them, and null for others', async () => {
  const found = await everything('asks')
  expect(found.messages?.items.map(textOf)).toHaveLength(3)
  expect(found.messages?.count).toBe(3)
  const agent = await desk.workspace.agentContext('agent')
  expect(agent.can('search.content')).toBe(false)
  expect(await everything('asks', agent)).toMatchObject({ sessions: [], messages: null })
  expect(names(await everything('novak', agent))).toEqual(['Anna Nováková'])
})

test('an agent finds no session of an inbox that is not theirs', async () => {
  const second = await desk.workspace.anInbox({ name: 'Second' })
  const stranger = await desk.workspace.agentContext('agent', { inboxes: [second.id] })
  expect((await everything('anna', stranger)).sessions).toEqual([])
})

test.each([
  '%',
  '_',
  '\\',
  "' or 1=1 --",
  '👍',
  '#',
  '#99999999999999999999',
  '+',
  '.',
  'x'.repeat(500),
  ' ',
])('of %j there is nothing, and no failure', async (q) => {
  expect(await codeOf(everything(q))).toBe(null)
  expect((await everything(q)).sessions).toEqual([])
})
