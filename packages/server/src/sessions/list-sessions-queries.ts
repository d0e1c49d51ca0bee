import { conditionsOf, type InboxId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type DbOrTx, oneOff } from '../platform/db/index.ts'
import {
  type CountQuestion,
  type ListQuestion,
  piecesOf,
  plainPiece,
  tablesOf,
} from './filter/pieces-queries.ts'
import { afterPlace, orderBy } from './filter/sort-queries.ts'
import { type ListedRecord, named } from './named-rows-queries.ts'
import { inReach } from './sessions-queries.ts'

type Sql = RawBuilder<unknown>

/** A row of a page, with what the list is ordered by. */
export type PagedRecord = ListedRecord & Readonly<{ sort_key: number | string | null }>

/**
 * One page of a list, with one row more than asked when there are more. The live sessions are read by their partial
 * index, filtered and sorted in memory, being few. The history by when it started, ended or was active walks indexes in
 * that order and stops when the page is full: sessions_contact, session_tags, sessions_agent_started,
 * sessions_team_started, sessions_inbox_started, sessions_state_started, sessions_started, sessions_ended and the two on
 * last_activity_at. What no index has in one order is several walks, merged. Every other order of the history is a plain
 * sort: ask it within a time.
 */
export async function listSessions(db: DbOrTx, scope: Scope, question: ListQuestion): Promise<PagedRecord[]> {
  const { direction } = question
  const pieces = piecesOf(scope, question)
  const mayBeNull = pieces.some(({ sort }) => sort.mayBeNull)
  const order = orderBy({ key: sql`sort_key`, id: sql`session_id`, mayBeNull }, direction)
  // Spelt out: with a limit it does not know, the planner finds each kept plan too dear and plans again every time.
  const limit = sql.lit(question.limit + 1)
  const selects = pieces.map((piece) => {
    const { sort, where, filter, tagIds = null } = piece
    const select = sql`
      (select s.*, ${sort.key} as sort_key from ${tablesOf(scope, filter.needs, { sort, byTag: tagIds !== null })}
      where ${where} and ${filter.condition}
        ${question.after === null ? sql`` : sql`and ${afterPlace(sort, direction, question.after)}`}
        ${tagIds === null ? sql`` : ofTag(tagIds)}
      order by ${orderBy(sort, direction)}
      limit ${limit})`
    return tagIds === null ? select : perTag(tagIds, select, sql`order by ${order} limit ${limit}`)
  })
  if (selects.length === 0) return []
  const merged =
    selects.length === 1
      ? selects[0]
      : sql`select * from (${sql.join(selects, sql` union all `)}) as walked order by ${order} limit ${limit}`
  const { rows } = await sql<PagedRecord>`${isFixed(question) ? sql`` : sql.raw(oneOff)}
    with page as materialized (${merged})
    ${named(scope)} order by ${order}`.execute(db)
  return rows
}

/**
 * A page of each tag's walk, and of all those the page: one statement for any number of tags. Of a rare branch of many it
 * reads what that has, where one walk over everything would read everything. The tags come as JSON, as the planner knows
 * how long an array is, finds a plan for any length dearer, and would plan again every time.
 */
const perTag = (tagIds: readonly string[], walk: Sql, cut: Sql): Sql => sql`
  (select found.*
     from jsonb_array_elements_text(${JSON.stringify(tagIds)}::jsonb) with ordinality as tag (id, nth)
     cross join lateral ${walk} as found ${cut})`

/** What is on a tag's walk. Whoever carries an earlier one of these tags too was met on that one's. */
const ofTag = (tagIds: readonly string[]): Sql => sql`
  and st.tag_id = tag.id::uuid and not (s.tag_ids && (${tagIds}::uuid[])[1:tag.nth::int - 1])`

/** How many sessions match, stopping at `max`. Of the history, ask it within a time. */
export async function countSessions(
  db: DbOrTx,
  scope: Scope,
  question: CountQuestion,
  max: number,
): Promise<number> {
  const { where, filter } = plainPiece(scope, question)
  const { rows } = await sql<{ count: number }>`${sql.raw(oneOff)}
    select count(*) as count from (
      select 1 from ${tablesOf(scope, filter.needs)} where ${where} and ${filter.condition} limit ${sql.lit(max)}
    ) as counted`.execute(db)
  return rows[0]?.count ?? 0
}

const indexedAlone: ReadonlySet<string> = new Set(['contact', 'inbox', 'agent', 'team'])

/** Whether a page of it is one short walk along an index, which needs no limit of time; of many tags it is many. */
export const isOneWalk = (question: Pick<ListQuestion, 'expression' | 'sort'>): boolean =>
  isFixed(question) && conditionsOf(question.expression).every(({ values }) => values.length === 1)

/** Whether its statement is one of a few that come again and again, with an index for it: planned once and kept. */
function isFixed({ expression, sort }: Pick<ListQuestion, 'expression' | 'sort'>): boolean {
  const of = expression.type === 'all' ? expression.of : [expression]
  if (of.length === 0) return sort.name === 'started' || sort.name === 'activity'
  const [only] = of
  if (of.length > 1 || only?.type !== 'condition' || sort.name !== 'started') return false
  if (only.operator !== 'any') return false
  return only.field === 'tag' || (indexedAlone.has(only.field) && only.values.length === 1)
}

/** The inboxes of these channels within reach. A handful of rows. */
export async function listInboxesOfChannels(
  db: DbOrTx,
  scope: Scope,
  kinds: readonly string[],
): Promise<readonly InboxId[]> {
  const { rows } = await sql<{ inbox_id: InboxId }>`
    select i.inbox_id from inboxes i
    where i.workspace_id = ${scope.workspaceId} and i.channel_kind = any(${kinds}::text[]) and ${inReach(scope, 'i')}`.execute(
    db,
  )
  return rows.map((row) => row.inbox_id)
}
