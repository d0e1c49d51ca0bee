import { randomUUIDv7 } from 'node:crypto'
import { asId, type TagId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '../platform/context.ts'
import { explainStatements } from '../platform/db/testing/explain-statements.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { countTaggedContacts, countTaggedSessions, listBranchCounts, listTagCounts } from './tag-queries.ts'

const contacts = 40_000
const rare = asId<TagId>(randomUUIDv7())
const frequent = asId<TagId>(randomUUIDv7())
let database: TestDatabase
let workspace: TestWorkspace
beforeAll(async () => {
  database = await openTestDatabase()
  workspace = await aWorkspace(database.db)
  const { workspaceId } = workspace.scope
  // Of forty thousand contacts two in a thousand carry the one tag, and every other one the other.
  await sql`
    insert into contacts (workspace_id, contact_id, tag_ids)
    select ${workspaceId}, gen_random_uuid(),
      case when n % 500 = 1 then array[${rare}::uuid] when n % 2 = 0 then array[${frequent}::uuid] else '{}' end
    from generate_series(1, ${contacts}) n`.execute(database.db)
  await sql`
    insert into session_tags (workspace_id, tag_id, started_at, session_id)
    select ${workspaceId}, case when n % 500 = 1 then ${rare}::uuid else ${frequent}::uuid end,
      now() - make_interval(secs => n), gen_random_uuid()
    from generate_series(1, ${contacts}) n`.execute(database.db)
  await sql`vacuum (analyze) contacts`.execute(database.db)
  await sql`vacuum (analyze) session_tags`.execute(database.db)
}, 60_000)
afterAll(() => database.close())

test('how often a tag is used is counted by an index, and no further than is shown', async () => {
  const scope = scopeOf(workspace.scope.workspaceId)
  const { db, costs } = explainStatements(database.db)
  expect(await countTaggedContacts(db, scope, [rare])).toBe(contacts / 500)
  expect(await countTaggedSessions(db, scope, [rare])).toBe(contacts / 500)
  expect(await countTaggedContacts(db, scope, [frequent])).toBe(10_001)
  expect(await countTaggedSessions(db, scope, [frequent])).toBe(10_001)
  expect(await countTaggedContacts(db, scope, [rare, frequent])).toBe(10_001)
  expect(await countTaggedSessions(db, scope, [rare, frequent])).toBe(10_001)
  const most = [150, 150, 350, 350, 450, 700]
  for (const [i, { text, buffers }] of costs.entries())
    expect({ text, cheap: buffers < (most[i] ?? 0) }).toEqual({ text, cheap: true })
})

test('a whole set of tags is counted by the same indexes, each tag no further than is shown', async () => {
  const scope = scopeOf(workspace.scope.workspaceId)
  const { db, costs } = explainStatements(database.db)
  for (const of of ['session', 'contact'] as const) {
    const unused = Array.from({ length: 200 }, () => randomUUIDv7())
    const used = of === 'session' ? frequent : rare
    await sql`insert into tags (workspace_id, tag_id, scope, name, colour, position)
      select ${scope.workspaceId}, id, ${of}, id::text, 'grey', 0
      from unnest(${[...unused, used]}::uuid[]) id`.execute(database.db)
  }
  const counts = await listTagCounts(db, scope, 'session')
  expect([counts.size, counts.get(frequent)]).toEqual([201, 10_001])
  const ofContacts = await listTagCounts(db, scope, 'contact')
  expect([ofContacts.size, ofContacts.get(rare)]).toEqual([201, contacts / 500])
  const branches = await listBranchCounts(db, scope, new Map([[rare, [rare, frequent]]]))
  expect(branches.get(rare)).toBe(10_001)
  const most = [1_100, 1_500, 700]
  for (const [i, { text, buffers }] of costs.entries())
    expect({ text, buffers, cheap: buffers < (most[i] ?? 0) }).toMatchObject({ cheap: true })
})
