import type { SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { inReach } from '../sessions/index.ts'

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
