import type { Search, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'
import { matching } from './search-queries.ts'

/** What may be part of a session's number or of its contact: null where the text cannot be one. */
export type PeopleQuestion = Readonly<{
  number: number | null
  /** The words of a name, folded. */
  names: readonly string[]
  email: string | null
  /** Digits of a phone number. */
  phone: string | null
  limit: number
}>

/** So many people are looked at; who has more of a name has to say more. */
const peopleMax = 500

/**
 * Sessions by number, or by their contact's name, e-mail address or phone number, newest first. People are found by the
 * trigram indexes on contacts, their sessions by sessions_contact, a number by sessions_number.
 */
export async function listSessionsAbout(
  tx: Tx,
  scope: Scope,
  { number, names, email, phone, limit }: PeopleQuestion,
): Promise<SessionId[]> {
  const { workspaceId } = scope
  const ways = [
    names.length === 0
      ? null
      : sql.join(
          names.map((name) => sql`(${nameHas(name)})`),
          sql` and `,
        ),
    email === null ? null : sql`c.email ilike ${part(email)}`,
    phone === null
      ? null
      : sql`c.phone is not null and regexp_replace(c.phone, '\\D', '', 'g') like ${part(phone)}`,
  ].filter((way) => way !== null)
  const people = ways.map(
    (way) =>
      sql`(select c.contact_id from contacts c where c.workspace_id = ${workspaceId} and ${way} limit ${sql.lit(peopleMax)})`,
  )
  const ofPeople = sql`
    select s.session_id, s.started_at
      from (${sql.join(people, sql` union `)}) person
     cross join lateral (
       select s.session_id, s.started_at from sessions s
        where s.workspace_id = ${workspaceId} and s.contact_id = person.contact_id and ${inReach(scope, 's')}
        order by s.started_at desc, s.session_id desc limit ${sql.lit(limit)}) s`
  const ofNumber = sql`
    select s.session_id, s.started_at from sessions s
     where s.workspace_id = ${workspaceId} and s.number = ${number} and ${inReach(scope, 's')}`
  const all = [...(number === null ? [] : [ofNumber]), ...(people.length === 0 ? [] : [ofPeople])]
  if (all.length === 0) return []
  const { rows } = await sql<{ id: SessionId }>`
    select session_id as id from (${sql.join(all, sql` union `)}) found
     order by started_at desc, session_id desc limit ${sql.lit(limit)}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A part of a text, whatever it holds. */
const part = (text: string): string => `%${escaped(text)}%`
const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

/** Of three letters on a trigram tells any part of a name; fewer begin the name or a word of it. */
function nameHas(name: string): RawBuilder<unknown> {
  if ([...name].length >= 3) return sql`c.folded_name like ${part(name)}`
  return sql`c.folded_name like ${`${escaped(name)}%`} or c.folded_name like ${`% ${escaped(name)}%`}`
}

/** Which summaries, and how many of the newest sessions are looked at one by one. */
export type SummaryQuestion = Readonly<{ search: Search; limit: number; window: number }>

/**
 * The newest sessions whose summaries hold what is asked for, among the newest `window` sessions alone: what is frequent
 * fills a page there. Walks the sessions by their start, and looks at each one's summary by primary key.
 */
export async function listNewestTelling(
  tx: Tx,
  scope: Scope,
  { search, limit, window }: SummaryQuestion,
): Promise<SessionId[]> {
  const { workspaceId } = scope
  const { rows } = await sql<{ id: SessionId }>`
    select s.session_id as id
      from (select s.session_id, s.started_at from sessions s
             where s.workspace_id = ${workspaceId} and ${inReach(scope, 's')}
             order by s.started_at desc, s.session_id desc limit ${sql.lit(window)}) s
     cross join lateral (
       select * from session_summaries m where m.workspace_id = ${workspaceId} and m.session_id = s.session_id limit 1) m
     where ${matching(search)}
     order by s.started_at desc, s.session_id desc limit ${sql.lit(limit)}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The same of all sessions, for what is rare. By session_summaries_tokens, and sorted; the fence keeps it that way. */
export async function listAllTelling(
  tx: Tx,
  scope: Scope,
  { search, limit }: Omit<SummaryQuestion, 'window'>,
): Promise<SessionId[]> {
  const { workspaceId } = scope
  const { rows } = await sql<{ id: SessionId }>`
    with found as materialized (
      select m.session_id from session_summaries m where m.workspace_id = ${workspaceId} and ${matching(search)})
    select s.session_id as id
      from found
      join sessions s on s.workspace_id = ${workspaceId} and s.session_id = found.session_id and ${inReach(scope, 's')}
     order by s.started_at desc, s.session_id desc limit ${sql.lit(limit)}`.execute(tx)
  return rows.map(({ id }) => id)
}
