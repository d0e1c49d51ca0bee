import { countMax, type SessionRow } from '@rapport/contract'
import { asId, type Instant, type SessionList, type TagId } from '@rapport/domain'
import type { AgentContext, Context, Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import {
  countEnded,
  countLive,
  type ListedRecord,
  type LiveCount,
  listSessions,
} from './list-sessions-queries.ts'
import { fromRow } from './session-row.ts'

/** What a caller may ask of a list. */
export type ListRequest = Readonly<{
  list: SessionList
  filter: string
  sort: string
  direction: 'asc' | 'desc'
  limit: number
  cursor?: string | undefined
}>

const dayMs = 24 * 60 * 60 * 1000

/** Since when a session needs a message to be Active, by the workspace's setting. */
export const activeSince = (now: Instant, historicalAfterDays: number): number =>
  now - historicalAfterDays * dayMs

/** One page of a list, by key: a row that arrives or leaves meanwhile neither doubles nor hides another. */
export async function readSessionList(ctx: AgentContext, request: ListRequest, historicalAfterDays: number) {
  const records = await listSessions(ctx.db, ctx.scope, {
    list: request.list,
    agentId: ctx.agentId,
    sort: request.sort === 'activity' ? 'activity' : 'started',
    activeSince: activeSince(ctx.now(), historicalAfterDays),
    inboxId: null,
    contactId: null,
    before: request.cursor === undefined ? null : decodeKey(request.cursor),
    limit: request.limit,
  })
  const at = (row: ListedRecord) => (request.sort === 'started' ? row.started_at : row.last_activity_at)
  const { items, next } = pageOf(records, request.limit, (row) => ({ at: at(row), id: row.session_id }))
  return { items: items.map(presentRow), next }
}

/** A list's row on the wire. */
export function presentRow(row: ListedRecord): SessionRow {
  return {
    session: fromRow(row),
    contact: { name: row.contact_name, avatarUrl: row.contact_avatar_url },
    inbox: { name: row.inbox_name, channelKind: row.channel_kind, channelLabel: row.channel_label },
    agentName: row.agent_name,
    botName: row.bot_name,
    teamName: row.team_name,
    preview: row.preview === '' && (row.preview_files ?? 0) > 0 ? '📎' : row.preview,
    unread: row.unread,
    about: {
      email: row.contact_email,
      phone: row.contact_phone,
      tagIds: row.contact_tag_ids.map((id) => asId<TagId>(id)),
      fields: row.contact_fields,
    },
    fields: row.fields,
    origin: {
      language: row.language,
      country: row.country,
      pageUrl: row.page_url,
      referrer: row.referrer,
      device: row.device,
    },
  }
}

export type Counts = Record<SessionList, number>

/** What the lists of a workspace hold, before anybody in particular asks. */
export type Tally = Readonly<{ live: readonly LiveCount[]; ended: number }>

/** Counts what a scope can see; several readers of the same scope share one tally. */
export async function tally(ctx: Pick<Context, 'db' | 'now'>, scope: Scope, since: number): Promise<Tally> {
  const [live, ended] = await Promise.all([countLive(ctx.db, scope, since), countEndedUpTo(ctx, scope)])
  return { live, ended }
}

// More have ended than are counted: that stays so, as sessions are kept, and is asked again after a while.
const uncountable = new WeakMap<Db, Map<string, number>>()
const uncountableMs = 60_000

async function countEndedUpTo({ db, now }: Pick<Context, 'db' | 'now'>, scope: Scope): Promise<number> {
  const known = uncountable.get(db) ?? new Map<string, number>()
  uncountable.set(db, known)
  const key = JSON.stringify([scope.workspaceId, scope.inboxes])
  if ((known.get(key) ?? 0) > now()) return countMax
  const ended = await countEnded(db, scope, countMax)
  if (ended >= countMax) known.set(key, now() + uncountableMs)
  else known.delete(key)
  return ended
}

/** A reader's counts: as the tally, with Mine as theirs. Each stops at 10,001. */
export function countsOf({ live, ended }: Tally, agentId: string): Counts {
  const sum = (holds: (row: LiveCount) => boolean) =>
    Math.min(
      countMax,
      live.reduce((total, row) => (holds(row) ? total + row.count : total), 0),
    )
  const inState = (state: string) => sum((row) => row.state === state)
  return {
    all: Math.min(countMax, sum(() => true) + ended),
    mine: sum((row) => row.agent_id === agentId),
    active: sum((row) => row.is_active),
    historical: sum((row) => !row.is_active),
    unassigned: inState('unassigned'),
    bot: inState('bot'),
    on_hold: inState('on_hold'),
    wrap_up: inState('wrap_up'),
    ended: Math.min(countMax, ended),
  }
}
