import { countMax } from '@rapport/contract'
import {
  type Expression,
  type FieldLookup,
  type FilterEnvironment,
  formatFilter,
  type Instant,
  noTags,
  type SessionList,
  type TagTree,
  type WorkspaceSettings,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import type { CountQuestion } from './filter/pieces-queries.ts'
import { lookUpFields, lookUpTags, readFilter, readSort, rollUp } from './filter/read-filter.ts'
import { sortSql } from './filter/sort-queries.ts'
import { historyLimitMs, withinTime } from './filter/time-limit-queries.ts'
import { spanOf, topConditions } from './filter/walk-queries.ts'
import { activeSince } from './list-counts.ts'
import { decodeListCursor, encodeListCursor } from './list-cursor.ts'
import {
  countSessions,
  isOneWalk,
  listInboxesOfChannels,
  listSessions,
  type PagedRecord,
} from './list-sessions-queries.ts'
import { presentRow } from './present-row.ts'

/** What a caller may ask of a list. */
export type ListRequest = Readonly<{
  list: SessionList
  filter: string
  sort: string
  direction: 'asc' | 'desc'
  limit: number
  cursor?: string | undefined
}>

type Settings = Pick<WorkspaceSettings, 'historicalAfterDays' | 'timeZone'>

/**
 * One page of a list, by key: a row that arrives or leaves meanwhile neither doubles nor hides another. Clocks and the
 * likes of "the last 7 days" are those of the first page's moment on all of them.
 */
export async function readSessionList(ctx: AgentContext, request: ListRequest, settings: Settings) {
  const fields = await lookUpFields(ctx, [request.filter, request.sort])
  const expression = readFilter(request.filter, fields)
  const sort = readSort(request.sort, fields)
  const asked = { ...request, filter: formatFilter(expression) }
  const { type } = sortSql(sort, environmentOf(ctx, { now: ctx.now(), settings, fields, tags: noTags }))
  const cursor = request.cursor === undefined ? null : decodeListCursor(request.cursor, asked, type)
  const now = cursor?.now ?? ctx.now()
  const question = {
    ...(await countQuestion(ctx, { list: request.list, expression, fields, settings, now })),
    sort,
    direction: request.direction,
    after: cursor?.place ?? null,
    limit: request.limit,
  }
  const ask = (db: DbOrTx) => listSessions(db, ctx.scope, question)
  const isQuick = spanOf(request.list, expression) === 'live' || isOneWalk(question)
  const records = isQuick ? await ask(ctx.db) : await withinTime(ctx.db, historyLimitMs, ask)
  const items = records.slice(0, request.limit)
  const last = records.length > request.limit ? items.at(-1) : undefined
  const next = last === undefined ? null : encodeListCursor(asked, { now, place: placeOf(last) })
  return { items: items.map((row) => presentRow(row, ctx.audience)), next }
}

const placeOf = ({ sort_key: value, session_id: id }: PagedRecord) => ({ value, id })

/** How many sessions of a list match a filter, stopping at `countMax`. */
export async function countSessionList(
  ctx: AgentContext,
  { list, filter }: Pick<ListRequest, 'list' | 'filter'>,
  settings: Settings,
): Promise<number> {
  const fields = await lookUpFields(ctx, [filter])
  const expression = readFilter(filter, fields)
  const question = await countQuestion(ctx, { list, expression, fields, settings, now: ctx.now() })
  return await withinTime(ctx.db, historyLimitMs, (db) => countSessions(db, ctx.scope, question, countMax))
}

type Asked = Readonly<{
  list: SessionList
  expression: Expression
  fields: FieldLookup
  settings: Settings
  now: Instant
}>

/** What is asked of the sessions of a list that match: for counting them, and for working on them all. */
export async function countQuestion(ctx: AgentContext, asked: Asked): Promise<CountQuestion> {
  const { list, settings, now } = asked
  const tags = await lookUpTags(ctx, asked.expression)
  const expression = rollUp(asked.expression, tags)
  const channels = topConditions(expression, 'channel').find(({ operator }) => operator === 'any')
  return {
    list,
    agentId: ctx.agentId,
    activeSince: activeSince(now, settings.historicalAfterDays),
    expression,
    environment: environmentOf(ctx, { ...asked, tags }),
    channelInboxes:
      channels === undefined
        ? null
        : await listInboxesOfChannels(ctx.db, ctx.scope, channels.values.map(String)),
  }
}

const environmentOf = (
  ctx: AgentContext,
  { now, settings, fields, tags }: Pick<Asked, 'now' | 'settings' | 'fields'> & Readonly<{ tags: TagTree }>,
): FilterEnvironment => ({
  now,
  me: ctx.agentId,
  timeZone: settings.timeZone,
  fields,
  tagsWithin: tags.within,
})
