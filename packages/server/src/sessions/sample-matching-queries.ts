import type { AgentId, InboxId, SessionId, TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type DbOrTx, oneOff } from '../platform/db/index.ts'
import { type CountQuestion, plainPiece, tablesOf } from './filter/pieces-queries.ts'

/** A session that may be drawn, with what it can be grouped by. */
export type Drawable = Readonly<{
  id: SessionId
  agentId: AgentId | null
  inboxId: InboxId
  teamId: TeamId | null
}>

/**
 * The sessions of a question that ended since a moment and in which an agent had a part, the newest first, at most `max`.
 * Ask it within a time: by the index of what has ended in the order of its end, and what the filter wants beside.
 */
export async function listDrawable(
  db: DbOrTx,
  scope: Scope,
  question: CountQuestion,
  { since, max }: Readonly<{ since: number; max: number }>,
): Promise<Drawable[]> {
  const { where, filter } = plainPiece(scope, question)
  const { rows } = await sql<Drawable>`${sql.raw(oneOff)}
    select s.session_id as id, s.agent_id as "agentId", s.inbox_id as "inboxId", s.team_id as "teamId"
      from ${tablesOf(scope, filter.needs)}
     where ${where} and ${filter.condition} and s.state = 'ended' and s.since >= ${new Date(since)}
       and s.participants <> '[]'::jsonb
     order by s.since desc, s.session_id desc limit ${sql.lit(max)}`.execute(db)
  return rows
}
