import type { AgentId, FileId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'

/** Lets the picture a member has go the way of all files that nobody claims. */
export async function releasePicture(tx: Tx, { workspaceId }: Scope, agentId: AgentId): Promise<void> {
  await sql`
    update files f set kept = false from memberships m
    where m.workspace_id = ${workspaceId} and m.user_id = ${agentId}
      and f.workspace_id = ${workspaceId} and f.file_id = m.avatar_file_id`.execute(tx)
}

/** Stores the name a member goes by. */
export async function updateDisplayName(
  tx: Tx,
  { workspaceId }: Scope,
  { agentId, displayName }: Readonly<{ agentId: AgentId; displayName: string }>,
): Promise<void> {
  await sql`
    update memberships set display_name = ${displayName}
    where workspace_id = ${workspaceId} and user_id = ${agentId}`.execute(tx)
}

/** Stores which picture a member has, if any. */
export async function updateAvatar(
  tx: Tx,
  { workspaceId }: Scope,
  { agentId, fileId }: Readonly<{ agentId: AgentId; fileId: FileId | null }>,
): Promise<void> {
  await sql`
    update memberships set avatar_file_id = ${fileId}
    where workspace_id = ${workspaceId} and user_id = ${agentId}`.execute(tx)
}
