import type { FileId, Role, UserId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { DbOrTx } from '../platform/db/index.ts'

/** Somebody in one of their workspaces. */
export type MyPlace = Readonly<{
  email: string
  name: string
  role: Role
  displayName: string
  avatarFileId: FileId | null
  workspaceId: WorkspaceId
  workspaceName: string
  settings: unknown
}>

/** Every workspace somebody is an active member of, the one they joined first at the front. By memberships_user. */
export async function listMyPlaces(db: DbOrTx, userId: UserId): Promise<MyPlace[]> {
  const { rows } = await sql<MyPlace>`
    /* all workspaces: a person's own, and no other */
    select u.email, u.name, m.role, m.display_name as "displayName", m.avatar_file_id as "avatarFileId",
      w.workspace_id as "workspaceId", w.name as "workspaceName", w.settings
    from users u
    join memberships m on m.user_id = u.user_id and m.deactivated_at is null
    join workspaces w on w.workspace_id = m.workspace_id
    where u.user_id = ${userId}
    order by m.created_at, m.workspace_id`.execute(db)
  return rows
}
