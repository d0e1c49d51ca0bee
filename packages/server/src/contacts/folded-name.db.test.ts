import { randomUUIDv7 } from 'node:crypto'
import { asId, type ContactId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { insertKnownContact, replaceContact } from './contact-page-queries.ts'
import { insertContact, updateContact } from './contact-queries.ts'
import { insertContacts } from './insert-contacts-queries.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('whoever writes the name of a contact writes it folded, and a name unsaid stays as it was', async () => {
  const { scope } = await aWorkspace(database.db)
  const { workspaceId } = scope
  const [met, known, moved] = Array.from({ length: 3 }, () => asId<ContactId>(randomUUIDv7())) as [
    ContactId,
    ContactId,
    ContactId,
  ]
  const rest = { email: null, phone: null, locale: null }
  const said = (name: string | null) => ({ externalId: 'x', verified: false, name, ...rest })
  await inTransaction(database.db, async (tx) => {
    await insertContact(tx, scope, { contactId: met, person: said(null) })
    await insertKnownContact(tx, scope, { contactId: known, name: 'Žofie Červená', ...rest })
    const made = { workspace_id: workspaceId, contact_id: moved, created_at: new Date().toISOString() }
    await insertContacts(tx, [{ ...made, name: 'Ｂüro 王伟', ...rest }])
  })
  expect(await folded()).toEqual({ [met]: '', [known]: 'zofie cervena', [moved]: 'buro 王伟' })
  await inTransaction(database.db, async (tx) => {
    await updateContact(tx, scope, { contactId: met, person: said('Łukasz Ñandú') })
    await updateContact(tx, scope, { contactId: known, person: said(null) })
    await replaceContact(tx, scope, { contactId: moved, name: null, ...rest })
  })
  expect(await folded()).toEqual({ [met]: 'lukasz nandu', [known]: 'zofie cervena', [moved]: '' })

  async function folded() {
    const { rows } = await sql<{ id: string; folded: string }>`
      select contact_id as id, folded_name as folded from contacts where workspace_id = ${workspaceId}`.execute(
      database.db,
    )
    return Object.fromEntries(rows.map((row) => [row.id, row.folded]))
  }
})
