import type { Calendar, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import { inReach } from './sessions-queries.ts'

/**
 * When the inbox of a session works: `calendar` is null where nobody has said. Null for a session out of reach. By the
 * primary keys of both.
 */
export async function findCalendarFor(
  db: DbOrTx,
  scope: Scope,
  id: SessionId,
): Promise<Readonly<{ calendar: Calendar | null }> | null> {
  const { rows } = await sql<{ calendar: Calendar | null }>`
    select i.calendar from sessions s
    join inboxes i on i.workspace_id = s.workspace_id and i.inbox_id = s.inbox_id
    where s.workspace_id = ${scope.workspaceId} and s.session_id = ${id} and ${inReach(scope, 's')}`.execute(
    db,
  )
  return rows[0] ?? null
}
