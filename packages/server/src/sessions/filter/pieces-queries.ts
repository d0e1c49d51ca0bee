import type {
  AgentId,
  Expression,
  FilterEnvironment,
  FilterField,
  InboxId,
  SessionList,
} from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../platform/context.ts'
import type { BesideTable } from './field-queries.ts'
import { compareMoment, type FilterSql, filterSql } from './filter-queries.ts'
import {
  type Direction,
  endedSorts,
  type SortPlace,
  type SortSql,
  sortSql,
  startedOfTags,
} from './sort-queries.ts'
import {
  inboxWalks,
  reachOf,
  type Span,
  spanOf,
  startedWalks,
  topConditions,
  type Walks,
} from './walk-queries.ts'

type Sql = RawBuilder<unknown>

/** Which sessions, in what order, from where. `after` is the last row of the page before. */
export type ListQuestion = Readonly<{
  list: SessionList
  agentId: AgentId | null
  /** Sessions without a message since then are Historical. */
  activeSince: number
  /** A checked filter, in its tidy form. */
  expression: Expression
  environment: FilterEnvironment
  /** The inboxes of the channels that the filter wants; null where it wants none in particular. */
  channelInboxes: readonly InboxId[] | null
  sort: FilterField
  direction: Direction
  after: SortPlace | null
  limit: number
}>

/** What a question narrows by, without an order. */
export type CountQuestion = Omit<ListQuestion, 'sort' | 'direction' | 'after' | 'limit'>

/** One select of a page: its order, where it looks, what it accepts there, and the tags along which it is to walk. */
export type Piece = Readonly<{
  sort: SortSql
  where: Sql
  filter: FilterSql
  tagIds?: readonly string[] | null
}>

/** The selects that together make the page; none where nothing can match. */
export function piecesOf(scope: Scope, question: ListQuestion): readonly Piece[] {
  const { list, expression, environment } = question
  const sort = sortSql(question.sort, environment)
  const span = spanOf(list, expression)
  if (span === 'live') return [{ sort, ...plainPiece(scope, question) }]
  const asked = { scope, expression, me: question.agentId, channelInboxes: question.channelInboxes }
  const ended = sql`s.state = 'ended'`
  const live = { ...question, list: 'all' as const, span: 'live' as const }
  switch (question.sort.name) {
    case 'started': {
      const along = startedWalks(asked)
      const bounds = startedWithin(question, along.tagIds !== null)
      const within = span === 'ended' ? sql`${ended} and ${bounds}` : bounds
      return piecesAlong(along, { question, scope, within, sort })
    }
    case 'activity': {
      const history = piecesAlong(inboxWalks(asked), { question, scope, within: ended, sort })
      return span === 'ended' ? history : [{ sort, ...plainPiece(scope, live) }, ...history]
    }
    case 'ended': {
      const { reach, rest } = reachOf(asked)
      const walks = { walks: [reach], rest, tagIds: null }
      const history = piecesAlong(walks, { question, scope, within: ended, sort: endedSorts.ended })
      return span === 'ended' ? history : [{ sort: endedSorts.live, ...plainPiece(scope, live) }, ...history]
    }
    default:
      return [{ sort, ...plainPiece(scope, question) }]
  }
}

type Along = Readonly<{ question: ListQuestion; scope: Scope; within: Sql; sort: SortSql }>

function piecesAlong(
  { walks, rest, tagIds }: Walks,
  { question, scope, within, sort }: Along,
): readonly Piece[] {
  const filter = filterSql(rest, question.environment)
  const own = sql`s.workspace_id = ${scope.workspaceId}`
  const ofTags = sql`${own} and st.workspace_id = ${scope.workspaceId}`
  return walks.map((walk) => ({
    sort: tagIds === null ? sort : startedOfTags,
    where: sql`${tagIds === null ? own : ofTags} and ${walk} and ${within}`,
    filter,
    tagIds,
  }))
}

/**
 * What bounds a walk by when sessions started: what has ended before a moment has started before it. Along the tags, the
 * filter's own bounds are said of their table too, or the walk would look at every session outside them.
 */
function startedWithin({ expression, environment: { now } }: ListQuestion, byTag: boolean): Sql {
  const started = byTag ? sql`st.started_at` : sql`s.started_at`
  const bounds = topConditions(expression, 'ended').flatMap(({ operator, values }) => {
    if (operator === 'before') return [Number(values[0])]
    if (operator === 'between') return [Number(values[1])]
    return operator === 'older_than' ? [now - Number(values[0])] : []
  })
  const own = (byTag ? topConditions(expression, 'started') : [])
    .filter(({ operator }) => operator !== 'set' && operator !== 'unset')
    .map(({ operator, values }) =>
      compareMoment(operator, { value: started, values: values.map(Number), now }),
    )
  const before = bounds.map((bound) => sql`${started} < ${new Date(bound)}::timestamptz`)
  return sql.join([sql`true`, ...before, ...own], sql` and `)
}

/** Everything that matches, in no order. */
export function plainPiece(
  scope: Scope,
  question: CountQuestion & Readonly<{ span?: Span }>,
): Readonly<{ where: Sql; filter: FilterSql }> {
  const { expression, environment, span = spanOf(question.list, expression) } = question
  const { reach, rest } = reachOf({ scope, ...question, me: question.agentId })
  const [tagged] = topConditions(expression, 'tag').filter(({ operator }) => operator === 'any')
  const byTags =
    tagged === undefined || span === 'live'
      ? sql`true`
      : sql`s.session_id in (select session_id from session_tags
          where workspace_id = ${scope.workspaceId} and tag_id = any(${tagged.values}::uuid[]))`
  const spans = { live: sql`s.state <> 'ended'`, ended: sql`s.state = 'ended'`, both: sql`true` }
  return {
    where: sql`s.workspace_id = ${scope.workspaceId} and ${spans[span]} and ${inList(question)} and ${reach} and ${byTags}`,
    filter: filterSql(rest, environment),
  }
}

type Beside = Readonly<{ sort?: SortSql; byTag?: boolean }>

/** The tables that a piece reads, by their aliases: only those that its filter and its order need. */
export function tablesOf(
  { workspaceId }: Scope,
  needs: ReadonlySet<BesideTable>,
  { sort, byTag = false }: Beside = {},
): Sql {
  const joins = {
    c: sql` join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = s.contact_id`,
    i: sql` join inboxes i on i.workspace_id = ${workspaceId} and i.inbox_id = s.inbox_id`,
    a: sql` left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = s.agent_id`,
    b: sql` left join bots b on b.workspace_id = ${workspaceId} and b.bot_id = s.bot_id`,
    y: sql` left join session_summaries y on y.workspace_id = ${workspaceId} and y.session_id = s.session_id`,
    t: sql` left join teams t on t.workspace_id = ${workspaceId} and t.team_id = s.team_id`,
  }
  const all = new Set(sort?.needs === undefined ? needs : [...needs, sort.needs])
  const first = byTag ? sql`session_tags st join sessions s on s.session_id = st.session_id` : sql`sessions s`
  return sql.join([first, ...[...all].map((alias) => joins[alias])], sql``)
}

function inList({ list, agentId, activeSince }: CountQuestion): Sql {
  const lastMessage = sql`coalesce(s.last_message_at, s.started_at)`
  switch (list) {
    case 'all':
    case 'ended':
      // The span says it all, spelt out: only a constant lets the planner use the partial indexes.
      return sql`true`
    case 'mine':
      return sql`s.state <> 'ended' and s.agent_id = ${agentId}`
    case 'active':
      return sql`s.state <> 'ended' and ${lastMessage} > ${new Date(activeSince)}`
    case 'historical':
      return sql`s.state <> 'ended' and ${lastMessage} <= ${new Date(activeSince)}`
    case 'bot':
    case 'unassigned':
    case 'on_hold':
    case 'wrap_up':
      return sql`s.state = ${list} and s.state <> 'ended'`
  }
}
