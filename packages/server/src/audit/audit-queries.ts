import type { Actor, AgentId, ApiKeyId, AuditEntryId, Instant, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'

/** An entry to be kept. `apiKeyId` is the key it was done by, if it was not by hand. */
export type AuditEntryToKeep = Readonly<{
  id: AuditEntryId
  at: Instant
  actor: Actor
  apiKeyId: ApiKeyId | null
  userId: AgentId | null
  action: string
  subject: Readonly<{ kind: string; id: string }> | null
  details: Readonly<Record<string, unknown>>
  address: string | null
}>

/** Adds an entry, with the name of its API key as it is now: a key that is removed leaves its name here. */
export async function insertAuditEntry(
  db: DbOrTx,
  { workspaceId }: Scope,
  entry: AuditEntryToKeep,
): Promise<void> {
  const { id, at, actor, apiKeyId, userId, action, subject, details, address } = entry
  await sql`
    insert into audit_log (workspace_id, entry_id, at, actor, user_id, action, subject_kind, subject_id, details, address)
    values (${workspaceId}, ${id}, ${new Date(at)},
      ${JSON.stringify(actor)}::jsonb || coalesce((
        select jsonb_build_object('apiKeyId', k.api_key_id, 'apiKeyName', k.name) from api_keys k
         where k.workspace_id = ${workspaceId} and k.api_key_id = ${apiKeyId}), '{}'),
      ${userId}, ${action}, ${subject?.kind ?? null}, ${subject?.id ?? null}, ${JSON.stringify(details)},
      ${address})`.execute(db)
}

/** Whether somebody's reading of a session has been noted since then. By `audit_log_subject`. */
export async function hasViewed(
  db: DbOrTx,
  { workspaceId }: Scope,
  { userId, sessionId, since }: Readonly<{ userId: AgentId; sessionId: SessionId; since: Instant }>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from audit_log
     where workspace_id = ${workspaceId} and subject_id = ${sessionId} and at > ${new Date(since)}
       and user_id = ${userId} and action = 'transcript.viewed' limit 1`.execute(db)
  return rows.length > 0
}

/** Which entries. `before` is the last one of the page before. */
export type AuditQuestion = Readonly<{
  action: string | null
  userId: AgentId | null
  subjectId: string | null
  since: Instant | null
  until: Instant | null
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

/** An entry with the names it shows. */
export type AuditRow = Readonly<{
  id: AuditEntryId
  at: Instant
  userId: AgentId | null
  userName: string | null
  apiKeyName: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  label: string | null
  details: Readonly<Record<string, unknown>>
  address: string | null
}>

/**
 * Entries, newest first. Those of one person or subject by `audit_log_user` and `audit_log_subject`, all by
 * `audit_log_at`. Those of one action, or of all that begin alike, by `audit_log_action`: the actions there are come of
 * one look into the index for each, and then each is walked in order, so that a rare one is found among millions.
 */
export async function listAuditEntries(
  db: DbOrTx,
  scope: Scope,
  question: AuditQuestion,
): Promise<AuditRow[]> {
  const { action, limit } = question
  const found =
    action === null
      ? sql`found as (select * from audit_log where ${conditions(scope, question)}
          order by at desc, entry_id desc limit ${limit})`
      : sql`${actionsLike(scope, action)}, found as (
          select e.* from actions a cross join lateral (
            select * from audit_log where ${conditions(scope, question)} and action = a.action
             order by at desc, entry_id desc limit ${limit}) e
           order by e.at desc, e.entry_id desc limit ${limit})`
  const { rows } = await sql<AuditRow>`
    with recursive ${found}
    select e.entry_id as id, e.at, e.user_id as "userId", m.display_name as "userName",
      e.actor ->> 'apiKeyName' as "apiKeyName", e.action, e.subject_kind as "subjectKind",
      e.subject_id as "subjectId", ${labelOf(scope)} as label, e.details, e.address
    from found e
    left join memberships m on m.workspace_id = ${scope.workspaceId} and m.user_id = e.user_id
    order by e.at desc, e.entry_id desc`.execute(db)
  return rows
}

function conditions(
  { workspaceId }: Scope,
  { userId, subjectId, since, until, before }: AuditQuestion,
): RawBuilder<unknown> {
  return sql.join(
    [
      sql`workspace_id = ${workspaceId}`,
      ...(userId === null ? [] : [sql`user_id = ${userId}`]),
      ...(subjectId === null ? [] : [sql`subject_id = ${subjectId}`]),
      ...(since === null ? [] : [sql`at >= ${new Date(since)}`]),
      ...(until === null ? [] : [sql`at < ${new Date(until)}`]),
      ...(before === null ? [] : [sql`(at, entry_id) < (${new Date(before.at)}, ${before.id}::uuid)`]),
    ],
    sql` and `,
  )
}

/** The actions of a workspace that are this one, or that begin with it up to a dot. */
const actionsLike = ({ workspaceId }: Scope, action: string) => sql`
  every (action) as (
    select min(action) from audit_log where workspace_id = ${workspaceId}
    union all
    select (select min(l.action) from audit_log l where l.workspace_id = ${workspaceId} and l.action > every.action)
    from every where every.action is not null),
  actions as (select action from every where action = ${action} or starts_with(action, ${action} || '.'))`

// What can be named by one column. A name of something that is gone is what an earlier entry called it.
const named = [
  ['inbox', 'inboxes', 'inbox_id', 'name'],
  ['agent', 'memberships', 'user_id', 'display_name'],
  ['team', 'teams', 'team_id', 'name'],
  ['tag', 'tags', 'tag_id', 'name'],
  ['field', 'field_definitions', 'field_id', 'name'],
  ['webhook', 'webhooks', 'webhook_id', 'name'],
  ['api_key', 'api_keys', 'api_key_id', 'name'],
  ['watch_word', 'watch_words', 'watch_word_id', 'text'],
  ['invitation', 'invitations', 'invitation_id', 'email'],
] as const

const people = [
  ['contact', 'contacts', 'contact_id', 'name'],
  ['session', 'sessions', 'session_id', `'#' || s.number`],
] as const

/** What a subject is called now. Contacts and sessions only for who sees all inboxes. By primary keys. */
function labelOf({ workspaceId, inboxes }: Scope): RawBuilder<unknown> {
  const kinds = inboxes === 'all' ? [...named, ...people] : named
  const cases = kinds.map(
    ([kind, table, id, name]) => sql`when ${sql.lit(kind)} then (
      select ${name.startsWith("'") ? sql.raw(name) : sql.ref(`s.${name}`)} from ${sql.table(table)} s
       where s.workspace_id = ${workspaceId} and s.${sql.ref(id)} = e.subject_id)`,
  )
  return sql`coalesce(case e.subject_kind ${sql.join(cases, sql` `)} end, (
    select coalesce(p.details ->> 'name', p.details ->> 'email', '#' || (p.details ->> 'number')) from audit_log p
     where p.workspace_id = ${workspaceId} and p.subject_id = e.subject_id and p.details ?| '{name,email,number}'
     order by p.at desc, p.entry_id desc limit 1))`
}
