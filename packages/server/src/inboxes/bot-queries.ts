import type { BotId, FileId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** A bot of a workspace: an author without a person. */
export type Bot = Readonly<{ id: BotId; name: string; avatarFileId: FileId | null }>

/** The workspace's bots, by name. */
export async function listBots(db: DbOrTx, { workspaceId }: Scope): Promise<Bot[]> {
  const { rows } = await sql<Bot>`
    select bot_id as id, name, avatar_file_id as "avatarFileId" from bots
    where workspace_id = ${workspaceId} order by lower(name), bot_id`.execute(db)
  return rows
}

/** Adds a scripted bot. What a script says is the hosting feature's to know. */
export async function insertBot(
  tx: Tx,
  { workspaceId }: Scope,
  { id, name, script }: Readonly<{ id: BotId; name: string; script: unknown }>,
): Promise<void> {
  await tx
    .insertInto('bots')
    .values({ workspace_id: workspaceId, bot_id: id, name, kind: 'scripted', script: JSON.stringify(script) })
    .execute()
}
