import type { SummaryView } from '@rapport/contract'
import type { AgentId, InboxId, SessionId, TagId, Turn, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'

/** A session's words, ready to be told, and the version they are of. */
export type SaidSession = Readonly<{
  sessionId: SessionId
  version: number
  inboxId: InboxId
  language: string | null
  summarisedBy: string | null
  /** The version that its summary was made of; null without one. */
  ofVersion: number | null
  turns: readonly Turn[]
}>

const messagesMax = 80

/**
 * What was said in these sessions, within reach: of each the first and the last eighty messages, cut where they are very
 * long. By primary key, and the index on (session, version) from both ends.
 */
export async function listSaid(db: Db, scope: Scope, ids: readonly SessionId[]): Promise<SaidSession[]> {
  const { workspaceId } = scope
  const ofSession = sql`
    select m.version, m.author ->> 'kind' as "from", left(m.text, 2000) as text from messages m
     where m.workspace_id = ${workspaceId} and m.session_id = s.session_id`
  const { rows } = await sql<SaidSession>`
    select s.session_id as "sessionId", s.version, s.inbox_id as "inboxId", s.language,
           s.summarised_by as "summarisedBy", y.of_version as "ofVersion",
           coalesce((
             select json_agg(json_build_object('from', m."from", 'text', m.text) order by m.version) from (
               (${ofSession} order by m.version limit ${sql.lit(messagesMax)})
               union (${ofSession} order by m.version desc limit ${sql.lit(messagesMax)})) m
              where m.text <> '' and m."from" in ('contact', 'agent', 'bot')), '[]') as turns
      from unnest(${ids}::uuid[]) as asked (id)
     cross join lateral (
       select * from sessions where workspace_id = ${workspaceId} and session_id = asked.id limit 1) s
      left join session_summaries y on y.workspace_id = ${workspaceId} and y.session_id = s.session_id
     where ${inReach(scope, 's')}`.execute(db)
  return rows
}

/** A place in the backlog: the session that was taken last. */
export type BacklogPlace = Readonly<{ startedAt: number; sessionId: SessionId }>

/** Ended sessions without a summary, the newest first, after a place. Walks the index sessions_unsummarised. */
export async function listUnsummarised(
  db: Db,
  { workspaceId }: Scope,
  { after, limit }: Readonly<{ after: BacklogPlace | null; limit: number }>,
): Promise<BacklogPlace[]> {
  const { rows } = await sql<BacklogPlace>`
    select s.started_at as "startedAt", s.session_id as "sessionId" from sessions s
     where s.workspace_id = ${workspaceId} and s.state = 'ended' and s.summarised_by is null
       ${after === null ? sql`` : sql`and (s.started_at, s.session_id) < (${new Date(after.startedAt)}, ${after.sessionId}::uuid)`}
     order by s.started_at desc, s.session_id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/**
 * Workspaces that have ended sessions without a summary and no job of `kind` yet, as many as are wanting to `max` jobs.
 * One look at sessions_unsummarised for each, and at the few jobs there are.
 */
export async function listBacklogs(
  db: Db,
  { kind, max }: Readonly<{ kind: string; max: number }>,
): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ id: WorkspaceId }>`
    /* all workspaces: whoever looks after the backlogs asks which of them have one */
    with busy as materialized (select workspace_id from jobs where kind = ${kind} and dead_at is null)
    select w.workspace_id as id from workspaces w
     where not exists (select from busy b where b.workspace_id = w.workspace_id)
       and exists (
         select from sessions s where s.workspace_id = w.workspace_id and s.state = 'ended' and s.summarised_by is null)
     limit greatest(0, ${sql.lit(max)} - (select count(*) from busy))`.execute(db)
  return rows.map(({ id }) => id)
}

/** What is kept of a summary beside the log. */
export type SummaryRow = Readonly<{
  sessionId: SessionId
  text: string
  method: SummaryView['method']
  maker: string
  language: string | null
  sentimentConfidence: 'low' | 'high' | null
  topics: readonly string[]
  suggestedTagIds: readonly TagId[]
  madeAt: number
  editedBy: AgentId | null
  ofVersion: number
  tokens: string
  line: string
}>

/** Stores a session's summary, in the place of the one before. By primary key, under the session's lock. */
export async function storeSummary(tx: Tx, { workspaceId }: Scope, row: SummaryRow): Promise<void> {
  await sql`
    insert into session_summaries (workspace_id, session_id, text, method, maker, language, sentiment_confidence, topics,
      suggested_tag_ids, made_at, edited_by, of_version, tokens, words)
    values (${workspaceId}, ${row.sessionId}, ${row.text}, ${row.method}, ${row.maker}, ${row.language},
      ${row.sentimentConfidence}, ${row.topics}::text[], ${row.suggestedTagIds}::uuid[], ${new Date(row.madeAt)},
      ${row.editedBy}, ${row.ofVersion}, array_to_tsvector(string_to_array(${row.tokens}, ' ')), ${row.line})
    on conflict (workspace_id, session_id) do update set text = excluded.text, method = excluded.method,
      maker = excluded.maker, language = excluded.language, sentiment_confidence = excluded.sentiment_confidence,
      topics = excluded.topics, suggested_tag_ids = excluded.suggested_tag_ids, made_at = excluded.made_at,
      edited_by = excluded.edited_by, of_version = excluded.of_version, tokens = excluded.tokens,
      words = excluded.words`.execute(tx)
}

/** A summary with the name of who wrote it; moments as numbers. */
export type SummaryRecord = Readonly<Omit<SummaryView, 'madeAt'> & { madeAt: number }>

/**
 * The summary of a session within reach; null without one. It is stale when a message came, or changed, after the version
 * it was made of. By primary keys, and the log's from that version on.
 */
export async function findSummary(db: DbOrTx, scope: Scope, id: SessionId): Promise<SummaryRecord | null> {
  const { workspaceId } = scope
  const { rows } = await sql<SummaryRecord>`
    select y.session_id as "sessionId", y.text, y.method, y.maker, y.language,
           y.sentiment_confidence as "sentimentConfidence", y.topics,
           array(select t.tag_id from unnest(y.suggested_tag_ids) with ordinality as given (id, place)
                   join tags t on t.workspace_id = ${workspaceId} and t.tag_id = given.id
                  where not t.tag_id = any(s.tag_ids) order by given.place) as "suggestedTagIds",
           y.made_at as "madeAt", y.edited_by as "editedBy", a.display_name as "editedByName",
           exists (select from session_events e where e.workspace_id = ${workspaceId} and e.session_id = y.session_id
                      and e.version > y.of_version and e.event ->> 'type' in
                        ('message.received', 'message.sent', 'message.edited', 'message.deleted')) as "isStale"
      from session_summaries y
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = y.session_id and ${inReach(scope, 's')}
      left join memberships a on a.workspace_id = ${workspaceId} and a.user_id = y.edited_by
     where y.workspace_id = ${workspaceId} and y.session_id = ${id}`.execute(db)
  return rows[0] ?? null
}
