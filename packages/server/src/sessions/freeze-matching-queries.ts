import type { FilterField, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type DbOrTx, oneOff } from '../platform/db/index.ts'
import { type CountQuestion, plainPiece, tablesOf } from './filter/pieces-queries.ts'
import { type Direction, orderBy, sortSql } from './filter/sort-queries.ts'

/** Which sessions match, with their numbers, the newest first; at most `max`. Of the history, ask it within a time. */
export async function listMatching(
  db: DbOrTx,
  scope: Scope,
  question: CountQuestion,
  max: number,
): Promise<Readonly<{ id: SessionId; number: number }>[]> {
  const { where, filter } = plainPiece(scope, question)
  const { rows } = await sql<{ id: SessionId; number: number }>`${sql.raw(oneOff)}
    select s.session_id as id, s.number from ${tablesOf(scope, filter.needs)}
     where ${where} and ${filter.condition}
     order by s.started_at desc, s.session_id desc limit ${sql.lit(max)}`.execute(db)
  return rows
}

/** A select of `session_id`, `version` and `position`, not yet executed. */
export type SelectedSessions = RawBuilder<unknown>

/** In what order sessions are to be frozen. */
export type FreezeOrder = Readonly<{ sort: FilterField; direction: Direction }>

/**
 * A select of all that match, not yet executed, for whoever writes it down within the database: `session_id`, `version`
 * and `position` from 0 in the order asked for. However many they are, none comes through this process.
 */
export function selectMatching(
  scope: Scope,
  question: CountQuestion,
  { sort: field, direction }: FreezeOrder,
): SelectedSessions {
  const { where, filter } = plainPiece(scope, question)
  const sort = sortSql(field, question.environment)
  return sql`
    select s.session_id, s.version, (row_number() over (order by ${orderBy(sort, direction)}) - 1)::int as position
      from ${tablesOf(scope, filter.needs, { sort })}
     where ${where} and ${filter.condition}`
}
