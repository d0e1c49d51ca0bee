import type { WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import { type Scope, scopeOf } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'

/** A scope for each workspace, for the system's own work in all of them, one after the other. */
export async function listScopes(db: Db): Promise<Scope[]> {
  const { rows } = await sql<{
    id: WorkspaceId
  }>`select workspace_id as id from workspaces order by 1`.execute(db)
  return rows.map(({ id }) => scopeOf(id))
}
