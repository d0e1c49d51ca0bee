import type { SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type DbOrTx, oneOff } from '../platform/db/index.ts'
import { type CountQuestion, plainPiece, tablesOf } from './filter/pieces-queries.ts'

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
