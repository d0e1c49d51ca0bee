import type { GenericSettings, WidgetSettings } from '@rapport/contract'
import type { BotId, Calendar, InboxId, TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { readGenericSettings } from './generic-settings.ts'

/**
 * A door that conversations come in by. `widget` is there for web chats only, `generic` for channels of one's own.
 * Nothing in it is secret.
 */
export type Inbox = Readonly<{
  id: InboxId
  name: string
  channelKind: string
  channelLabel: string | null
  startsIn: 'bot' | 'unassigned'
  botId: BotId | null
  teamId: TeamId | null
  widget: Readonly<{ key: string; settings: WidgetSettings }> | null
  generic: GenericSettings | null
  /** When it works; null while nobody has said. */
  calendar: Calendar | null
}>

type InboxRow = Omit<Inbox, 'widget' | 'generic'> & Readonly<{ widgetKey: string | null; settings: object }>

const columns = sql`
  inbox_id as id, name, channel_kind as "channelKind", channel_label as "channelLabel", starts_in as "startsIn",
  bot_id as "botId", team_id as "teamId", widget_key as "widgetKey", settings, calendar`

const fromRow = ({ widgetKey, settings, ...rest }: InboxRow): Inbox => ({
  ...rest,
  widget: widgetKey === null ? null : { key: widgetKey, settings: settings as WidgetSettings },
  generic: rest.channelKind === 'generic' ? readGenericSettings(settings) : null,
})

const within = ({ inboxes }: Scope) => (inboxes === 'all' ? sql`` : sql`and inbox_id = any(${inboxes})`)

/** One inbox within the scope, or null. By primary key. */
export async function findInbox(db: DbOrTx, scope: Scope, inboxId: InboxId): Promise<Inbox | null> {
  const { rows } = await sql<InboxRow>`
    select ${columns} from inboxes
    where workspace_id = ${scope.workspaceId} and inbox_id = ${inboxId} ${within(scope)}`.execute(db)
  return rows[0] ? fromRow(rows[0]) : null
}

/** The inboxes within the scope, by name. A workspace has few: all of them are read. */
export async function listInboxRows(db: DbOrTx, scope: Scope): Promise<Inbox[]> {
  const { rows } = await sql<InboxRow>`
    select ${columns} from inboxes
    where workspace_id = ${scope.workspaceId} ${within(scope)}
    order by lower(name), inbox_id`.execute(db)
  return rows.map(fromRow)
}

/** How many of these inboxes the workspace has. By primary key. */
export async function countInboxes(
  db: DbOrTx,
  { workspaceId }: Scope,
  inboxIds: readonly InboxId[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from inboxes
    where workspace_id = ${workspaceId} and inbox_id = any(${inboxIds})`.execute(db)
  return rows[0]?.count ?? 0
}

/** Adds an inbox. Its bot and team must be the workspace's own, or nothing is added and the answer is false. */
export async function insertInbox(tx: Tx, { workspaceId }: Scope, inbox: Inbox): Promise<boolean> {
  const { rows } = await sql`
    insert into inboxes (workspace_id, inbox_id, name, channel_kind, channel_label, starts_in, bot_id, team_id,
      settings, widget_key)
    select ${workspaceId}, ${inbox.id}, ${inbox.name}, ${inbox.channelKind}, ${inbox.channelLabel},
      ${inbox.startsIn}, ${inbox.botId}, ${inbox.teamId}, ${JSON.stringify(inbox.widget?.settings ?? inbox.generic ?? {})},
      ${inbox.widget?.key ?? null}
    where ${ownBotAndTeam(workspaceId, inbox)}
    returning inbox_id`.execute(tx)
  return rows.length > 0
}

/** Changes a web chat inbox. False when the workspace has no such inbox, or its new bot or team is not its own. */
export async function updateWebInbox(
  tx: Tx,
  { workspaceId }: Scope,
  inbox: Pick<Inbox, 'id' | 'name' | 'startsIn' | 'botId' | 'teamId'> &
    Readonly<{ settings: WidgetSettings }>,
): Promise<boolean> {
  const { rows } = await sql`
    update inboxes set name = ${inbox.name}, starts_in = ${inbox.startsIn}, bot_id = ${inbox.botId},
      team_id = ${inbox.teamId}, settings = ${JSON.stringify(inbox.settings)}
    where workspace_id = ${workspaceId} and inbox_id = ${inbox.id} and channel_kind = 'web'
      and ${ownBotAndTeam(workspaceId, inbox)}
    returning inbox_id`.execute(tx)
  return rows.length > 0
}

/** Says when an inbox works; null forgets it. False when the workspace has no such inbox. By primary key. */
export async function updateCalendar(
  db: DbOrTx,
  { workspaceId }: Scope,
  { inboxId, calendar }: Readonly<{ inboxId: InboxId; calendar: Calendar | null }>,
): Promise<boolean> {
  const stored = await db
    .updateTable('inboxes')
    .set({ calendar: calendar && JSON.stringify(calendar) })
    .where('workspace_id', '=', workspaceId)
    .where('inbox_id', '=', inboxId)
    .returning('inbox_id')
    .executeTakeFirst()
  return stored !== undefined
}

/** A condition: the bot and the team that are named are the workspace's own. */
export const ownBotAndTeam = (workspaceId: string, { botId, teamId }: Pick<Inbox, 'botId' | 'teamId'>) => sql`
  (${botId}::uuid is null or exists (
    select from bots b where b.workspace_id = ${workspaceId} and b.bot_id = ${botId}))
  and (${teamId}::uuid is null or exists (
    select from teams t where t.workspace_id = ${workspaceId} and t.team_id = ${teamId}))`

/** Keeps the key that signs an inbox's visitors, sealed; false when the workspace has no such web inbox. */
export async function storeIdentitySecret(
  db: DbOrTx,
  { workspaceId }: Scope,
  { inboxId, sealed }: Readonly<{ inboxId: InboxId; sealed: Buffer }>,
): Promise<boolean> {
  const stored = await db
    .updateTable('inboxes')
    .set({ identity_secret: sealed })
    .where('workspace_id', '=', workspaceId)
    .where('inbox_id', '=', inboxId)
    .where('channel_kind', '=', 'web')
    .returning('inbox_id')
    .executeTakeFirst()
  return stored !== undefined
}

/** The sealed key that signs an inbox's visitors; null when none was made. */
export async function findIdentitySecret(
  db: DbOrTx,
  { workspaceId }: Scope,
  inboxId: InboxId,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('inboxes')
    .select('identity_secret')
    .where('workspace_id', '=', workspaceId)
    .where('inbox_id', '=', inboxId)
    .executeTakeFirst()
  return row?.identity_secret ?? null
}
