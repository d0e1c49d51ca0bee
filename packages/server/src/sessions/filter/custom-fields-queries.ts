import type { CustomField } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../../platform/context.ts'
import type { DbOrTx } from '../../platform/db/index.ts'

/** The workspace's own fields, as filters know them. A handful of rows, by primary key. */
export async function listCustomFields(db: DbOrTx, { workspaceId }: Scope): Promise<readonly CustomField[]> {
  const { rows } = await sql<CustomField>`
    select scope, key, kind, choices from field_definitions where workspace_id = ${workspaceId}
    order by position, key`.execute(db)
  return rows
}
