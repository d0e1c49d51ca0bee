import { sql } from 'kysely'
import { copyRows, isCopying, type Tx } from '../platform/db/index.ts'
import { foldedName } from './folded-name.ts'

/** A row by its columns' names; moments as ISO text. */
type Row = Readonly<Record<string, unknown>>
type ContactRow = Row & Readonly<{ name: string | null }>

/** Contacts, in one statement or one COPY. */
export async function insertContacts(tx: Tx, contacts: readonly ContactRow[]): Promise<void> {
  const rows = contacts.map((row) => ({ ...row, folded_name: foldedName(row.name) }))
  if (isCopying(tx)) return await copyRows(tx, 'contacts', rows)
  await sql`
    insert into contacts (workspace_id, contact_id, name, folded_name, email, phone, locale, created_at,
      tag_ids, fields, field_sources)
    select workspace_id, contact_id, name, folded_name, email, phone, locale, created_at,
      coalesce(tag_ids, '{}'), coalesce(fields, '{}'), coalesce(field_sources, '{}')
    from json_populate_recordset(null::contacts, ${JSON.stringify(rows)}::json)`.execute(tx)
}

/** What contacts are known by on an inbox, in one statement. */
export async function insertIdentities(tx: Tx, rows: readonly Row[]): Promise<void> {
  if (isCopying(tx)) return await copyRows(tx, 'identities', rows)
  await sql`
    insert into identities (workspace_id, inbox_id, external_id, contact_id, verified, created_at)
    select workspace_id, inbox_id, external_id, contact_id, verified, created_at
    from json_populate_recordset(null::identities, ${JSON.stringify(rows)}::json)`.execute(tx)
}
