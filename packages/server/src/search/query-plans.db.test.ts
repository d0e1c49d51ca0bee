import { countMax } from '@rapport/contract'
import { parseSearch } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { explainStatements } from '../platform/db/testing/explain-statements.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { isReaderBehind } from '../sessions/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { listAllTelling, listNewestTelling, listSessionsAbout } from './everything-queries.ts'
import {
  countFound,
  findAmongNewest,
  findByTokens,
  findWalking,
  type SearchQuestion,
} from './search-queries.ts'

let database: TestDatabase
let scope: Scope
beforeAll(async () => {
  database = await openTestDatabase()
  const workspace = await aWorkspace(database.db)
  scope = workspace.scope
  const neighbour = await aWorkspace(database.db)
  for (const { workspaceId } of [scope, neighbour.scope]) await seed(workspaceId)
  await seedPeople(scope.workspaceId, workspace.inbox.id)
  await seedSummaries(scope.workspaceId)
  await sql`vacuum analyze message_search, contacts, session_summaries`.execute(database.db)
  await sql`analyze sessions, conversations`.execute(database.db)
}, 60_000)
afterAll(() => database.close())

/** Thirty thousand messages: every other one has `common`, one in a hundred `medium`, one in three thousand `rare`. */
async function seed(workspaceId: string): Promise<void> {
  await sql`
    insert into message_search
      (workspace_id, message_id, session_id, conversation_id, contact_id, inbox_id, author, at, tokens, words)
    select ${workspaceId}, gen_random_uuid(), md5('s' || n / 10)::uuid, gen_random_uuid(), md5('c' || n / 50)::uuid,
           gen_random_uuid(), 'contact', now() - make_interval(mins => n), array_to_tsvector(words),
           ' ' || array_to_string(words, ' ') || ' '
      from (select n, array['word' || n % 997, 'said'] || case when n % 2 = 0 then array['common'] else '{}' end
                     || case when n % 100 = 0 then array['medium'] else '{}' end
                     || case when n % 3000 = 0 then array['rare'] else '{}' end as words
              from generate_series(1, 30000) n) made`.execute(database.db)
}

async function seedPeople(workspaceId: string, inboxId: string): Promise<void> {
  await sql`
    insert into contacts (workspace_id, contact_id, name, folded_name, email, phone)
    select ${workspaceId}, md5('p' || n)::uuid, 'Person ' || md5(n::text), 'person ' || md5(n::text),
           md5('e' || n) || '@example.test', '+420 ' || 100000000 + n * 7919
      from generate_series(1, 20000) n`.execute(database.db)
  await sql`
    insert into conversations (workspace_id, conversation_id, inbox_id, contact_id, thread, session_id)
    select ${workspaceId}, md5('k' || n)::uuid, ${inboxId}, md5('p' || n)::uuid, 't' || n, md5('x' || n)::uuid
      from generate_series(1, 20000) n`.execute(database.db)
  await sql`
    insert into sessions (workspace_id, session_id, conversation_id, contact_id, inbox_id, number, version, state, since,
      started_at, last_activity_at, end_reason, ended_by)
    select workspace_id, session_id, conversation_id, contact_id, inbox_id, substr(thread, 2)::int, 2, 'ended', now(),
           now(), now(), 'agent_ended', '{"kind":"system"}'
      from conversations where workspace_id = ${workspaceId}`.execute(database.db)
}

/** Twenty thousand summaries, of words as frequent as those of the messages. */
async function seedSummaries(workspaceId: string): Promise<void> {
  await sql`
    insert into session_summaries (workspace_id, session_id, text, method, maker, made_at, of_version, tokens, words)
    select ${workspaceId}, md5('x' || n)::uuid, array_to_string(words, ' '), 'extractive', 'm', now(), 2,
           array_to_tsvector(words), ' ' || array_to_string(words, ' ') || ' '
      from (select n, array['word' || n % 997] || case when n % 2 = 0 then array['common'] else '{}' end
                     || case when n % 100 = 0 then array['medium'] else '{}' end
                     || case when n % 3000 = 0 then array['rare'] else '{}' end as words
              from generate_series(1, 20000) n) made`.execute(database.db)
}

function asked(q: string, more: Partial<SearchQuestion> = {}): SearchQuestion {
  const search = parseSearch(q)
  if (search === null) throw new Error('Nothing to look for')
  const none = {
    contactId: null,
    sessionId: null,
    inboxId: null,
    from: null,
    since: null,
    until: null,
    before: null,
  }
  return { search, ...none, ...more }
}

/** How many pages a question reads; `ask` gets a transaction in name only, as the statement's plan is the same. */
async function pagesOf(ask: (tx: Tx) => Promise<unknown>): Promise<number> {
  const { db, costs } = explainStatements(database.db)
  await ask(db as unknown as Tx)
  return costs.reduce((sum, { buffers }) => sum + buffers, 0)
}

const middle = { at: Date.now() - 15_000 * 60_000, id: '00000000-0000-4000-8000-000000000000' }

test.each([
  ['common', 8_000],
  ['medium', 8_000],
])('a glance for %s reads the newest messages and no more', async (q, pagesMax) => {
  const limits = { window: 4_000, limit: 31 }
  expect(await pagesOf((tx) => findAmongNewest(tx, scope, asked(q), limits))).toBeLessThan(pagesMax)
  expect(
    await pagesOf((tx) => findAmongNewest(tx, scope, asked(q, { before: middle }), limits)),
  ).toBeLessThan(pagesMax)
})

test('a walk ends when it has enough', async () => {
  const limits = { window: 60_000, limit: 31 }
  expect(await pagesOf((tx) => findWalking(tx, scope, asked('common'), limits))).toBeLessThan(300)
})

test('what is rare is found by the index, in pages for what was found', async () => {
  expect(await pagesOf((tx) => findByTokens(tx, scope, asked('rare'), 31))).toBeLessThan(60)
  expect(await pagesOf((tx) => findByTokens(tx, scope, asked('"rare"'), 31))).toBeLessThan(60)
  expect(await pagesOf((tx) => findByTokens(tx, scope, asked('"medium rare"'), 31))).toBeLessThan(60)
  expect(await pagesOf((tx) => findByTokens(tx, scope, asked('nowhere'), 31))).toBeLessThan(30)
})

test('counting reads no more than ten thousand finds need, and next to nothing for none', async () => {
  const pages = (q: string, more?: Partial<SearchQuestion>) =>
    pagesOf((tx) => countFound(tx, scope, asked(q, more), countMax))
  expect(await pages('common')).toBeLessThan(2_500)
  expect(await pages('medium')).toBeLessThan(500)
  expect(await pages('nowhere')).toBeLessThan(30)
})

test("one contact's or one session's messages are walked alone", async () => {
  const { rows } = await sql<{ contact: string; session: string }>`
    select contact_id as contact, session_id as session from message_search
     where workspace_id = ${scope.workspaceId} limit 1`.execute(database.db)
  const [one] = rows
  const limits = { window: 4_000, limit: 31 }
  const ofContact = asked('common', { contactId: one?.contact as SearchQuestion['contactId'] })
  const ofSession = asked('common', { sessionId: one?.session as SearchQuestion['sessionId'] })
  for (const question of [ofContact, ofSession]) {
    expect(await pagesOf((tx) => findAmongNewest(tx, scope, question, limits))).toBeLessThan(120)
    expect(await pagesOf((tx) => countFound(tx, scope, question, countMax))).toBeLessThan(120)
  }
})

test('sessions are found by a part of a name, an address, a phone number and by number without reading all people', async () => {
  const about = (more: object) => ({ number: null, names: [], email: null, phone: null, limit: 5, ...more })
  const pages = (more: object) => pagesOf((tx) => listSessionsAbout(tx, scope, about(more)))
  const { rows } = await sql<{ name: string; email: string }>`
    select folded_name as name, email from contacts
     where workspace_id = ${scope.workspaceId} and contact_id = md5('p77')::uuid`.execute(database.db)
  expect(await pages({ names: [rows[0]?.name.slice(9, 20) ?? ''] })).toBeLessThan(120)
  expect(await pages({ email: rows[0]?.email.slice(4, 16) })).toBeLessThan(120)
  expect(await pages({ phone: String(100_000_000 + 77 * 7919) })).toBeLessThan(120)
  expect(await pages({ number: 77 })).toBeLessThan(20)
})

test('sessions are found by their summaries without reading all of them', async () => {
  const search = (q: string) => asked(q).search
  const newest = (q: string) =>
    pagesOf((tx) => listNewestTelling(tx, scope, { search: search(q), limit: 5, window: 1_000 }))
  const all = (q: string) => pagesOf((tx) => listAllTelling(tx, scope, { search: search(q), limit: 5 }))
  expect(await newest('common')).toBeLessThan(300)
  expect(await newest('nowhere')).toBeLessThan(5_000)
  expect(await all('rare')).toBeLessThan(100)
  expect(await all('"medium rare"')).toBeLessThan(100)
  expect(await all('nowhere')).toBeLessThan(30)
})

test('whether the index is behind is asked of sixteen places', async () => {
  const asked = { reader: 'search', since: Date.now() } as const
  expect(await pagesOf((tx) => isReaderBehind(tx, scope, asked))).toBeLessThan(100)
})
