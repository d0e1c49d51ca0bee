import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** Two servers that start at once on one empty database make one demo: the other waits here and finds it. */
export async function lockDemo(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('demo', 0))`.execute(tx)
}

/** Whether this workspace exists. By primary key. */
export async function workspaceExists(db: DbOrTx, { workspaceId }: Scope): Promise<boolean> {
  const { rows } = await sql`select name from workspaces where workspace_id = ${workspaceId}`.execute(db)
  return rows.length > 0
}
