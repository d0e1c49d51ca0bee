import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId, instant } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AgentContext } from '../platform/context.ts'
import { explainStatements } from '../platform/db/testing/explain-statements.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { type AuditQuestion, hasViewed, listAuditEntries } from './audit-queries.ts'

const pagesMax = 400
const rare = asId<AgentId>(randomUUIDv7())
const sessionId = randomUUIDv7()
let database: TestDatabase
let ctx: AgentContext
beforeAll(async () => {
  database = await openTestDatabase()
  const desk = await aWorkspace(database.db)
  ctx = await desk.ownerContext()
  // A month of a busy desk: nearly all entries are of two kinds and of a few people.
  await sql`
    insert into audit_log (workspace_id, entry_id, at, actor, user_id, action, subject_kind, subject_id)
    select ${ctx.scope.workspaceId}, gen_random_uuid(), now() - make_interval(secs => n * 60), '{}',
      case when n % 5000 = 1 then ${rare}::uuid else ${ctx.agentId}::uuid end,
      case when n % 3000 = 1 then 'tag.removed' when n % 2 = 0 then 'transcript.viewed' else 'search.messages' end,
      'session', case when n % 4000 = 2 then ${sessionId}::uuid else gen_random_uuid() end
    from generate_series(1, 40000) n`.execute(database.db)
  await sql`analyze audit_log`.execute(database.db)
}, 60_000)
afterAll(() => database.close())

const anything: AuditQuestion = {
  ...{ action: null, userId: null, subjectId: null, since: null, until: null, before: null },
  limit: 20,
}

test('whatever is asked of forty thousand entries, no more is read than is shown', async () => {
  const { db, costs } = explainStatements(database.db)
  const now = Date.now()
  const questions: Partial<AuditQuestion>[] = [
    {},
    { before: { at: now - 20 * 86_400_000, id: randomUUIDv7() } },
    { action: 'search' },
    { action: 'tag.removed' },
    { action: 'nothing' },
    { userId: rare },
    { subjectId: sessionId },
    { since: instant(now - 15 * 86_400_000), until: instant(now - 14 * 86_400_000) },
  ]
  for (const question of questions) await listAuditEntries(db, ctx.scope, { ...anything, ...question })
  const viewing = { userId: ctx.agentId, sessionId: asId<never>(sessionId), since: instant(now - 3_600_000) }
  await hasViewed(db, ctx.scope, viewing)
  for (const { text, buffers } of costs)
    expect({ text, buffers, cheap: buffers < pagesMax }).toEqual({ text, buffers, cheap: true })
})
