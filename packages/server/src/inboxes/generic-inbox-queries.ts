import type { GenericSettings } from '@rapport/contract'
import type { InboxId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { type Inbox, ownBotAndTeam } from './inbox-queries.ts'

/** Holds a generic inbox's row until the transaction ends, so that its secrets change one at a time; false without one. */
export async function lockGenericInbox(tx: Tx, { workspaceId }: Scope, inboxId: InboxId): Promise<boolean> {
  const { rows } = await sql`
    select inbox_id from inboxes
    where workspace_id = ${workspaceId} and inbox_id = ${inboxId} and channel_kind = 'generic'
      for no key update`.execute(tx)
  return rows.length > 0
}

/** Changes a generic inbox. False when the workspace has no such inbox, or its new bot or team is not its own. */
export async function updateGenericInbox(
  tx: Tx,
  { workspaceId }: Scope,
  inbox: Pick<Inbox, 'id' | 'name' | 'channelLabel' | 'startsIn' | 'botId' | 'teamId'> &
    Readonly<{ settings: GenericSettings }>,
): Promise<boolean> {
  const { rows } = await sql`
    update inboxes set name = ${inbox.name}, channel_label = ${inbox.channelLabel}, starts_in = ${inbox.startsIn},
      bot_id = ${inbox.botId}, team_id = ${inbox.teamId}, settings = ${JSON.stringify(inbox.settings)}
    where workspace_id = ${workspaceId} and inbox_id = ${inbox.id} and channel_kind = 'generic'
      and ${ownBotAndTeam(workspaceId, inbox)}
    returning inbox_id`.execute(tx)
  return rows.length > 0
}
