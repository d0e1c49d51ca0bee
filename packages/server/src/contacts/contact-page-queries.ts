import type { ContactView } from '@rapport/contract'
import type { ContactId, InboxId } from '@rapport/domain'
import { sql } from 'kysely'
import { definedValues } from '../fields/index.ts'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { withinReach } from './contact-queries.ts'
import { foldedName } from './folded-name.ts'

/**
 * Contacts with their addresses, as many of both as the scope reaches, and the values of fields that are defined: those of
 * a deleted field are kept out of sight.
 */
const views = (scope: Scope) => sql`
  select c.contact_id as id, c.name, c.email, c.phone, c.locale, c.created_at as "createdAt",
    c.tag_ids as "tagIds", ${definedValues(scope, 'contact', sql`c.fields`)} as fields,
    coalesce(a.addresses, '[]') as addresses
  from contacts c left join lateral (
    select json_agg(
        json_build_object('inboxId', i.inbox_id, 'externalId', i.external_id, 'verified', i.verified)
        order by i.created_at, i.inbox_id, i.external_id) as addresses
    from identities i
    where i.workspace_id = ${scope.workspaceId} and i.contact_id = c.contact_id
      ${scope.inboxes === 'all' ? sql`` : sql`and i.inbox_id = any(${scope.inboxes})`}
  ) a on true
  where c.workspace_id = ${scope.workspaceId} ${withinReach(scope)}`

/** Which contacts, and after which of them the page begins. */
export type ContactPage = Readonly<{ email: string | undefined; before: ContactId | null; limit: number }>

/**
 * A page of contacts, newest first by when they were made here: ids are made in order of time, so the primary key is the
 * order. Those with one address of e-mail are found by contacts_email.
 */
export async function listContacts(
  db: DbOrTx,
  scope: Scope,
  { email, before, limit }: ContactPage,
): Promise<ContactView[]> {
  const { rows } = await sql<ContactView>`${views(scope)}
      ${email === undefined ? sql`` : sql`and c.email = ${email}`}
      ${before === null ? sql`` : sql`and c.contact_id < ${before}`}
    order by c.contact_id desc limit ${limit}`.execute(db)
  return rows
}

/** One contact with their addresses; null for one the scope does not reach. By primary key. */
export async function findContactView(
  db: DbOrTx,
  scope: Scope,
  contactId: ContactId,
): Promise<ContactView | null> {
  const { rows } = await sql<ContactView>`${views(scope)} and c.contact_id = ${contactId}`.execute(db)
  return rows[0] ?? null
}

/** What is known of a contact; null for what is not. */
export type About = Pick<ContactView, 'name' | 'email' | 'phone' | 'locale'>

/** Adds a contact who has not written yet. */
export async function insertKnownContact(
  tx: Tx,
  { workspaceId }: Scope,
  { contactId, name, email, phone, locale }: About & Readonly<{ contactId: ContactId }>,
): Promise<void> {
  await sql`
    insert into contacts (workspace_id, contact_id, name, folded_name, email, phone, locale)
    values (${workspaceId}, ${contactId}, ${name}, ${foldedName(name)}, ${email}, ${phone}, ${locale})`.execute(
    tx,
  )
}

/** Replaces everything that is known of a contact; what is null becomes unknown. */
export async function replaceContact(
  tx: Tx,
  { workspaceId }: Scope,
  { contactId, name, email, phone, locale }: About & Readonly<{ contactId: ContactId }>,
): Promise<void> {
  await sql`
    update contacts set name = ${name}, folded_name = ${foldedName(name)}, email = ${email}, phone = ${phone}, locale = ${locale}
    where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(tx)
}

/** How many of these inboxes the workspace has. By primary key. */
export async function countInboxesAmong(
  tx: Tx,
  { workspaceId }: Scope,
  inboxIds: readonly InboxId[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from inboxes
    where workspace_id = ${workspaceId} and inbox_id = any(${inboxIds})`.execute(tx)
  return rows[0]?.count ?? 0
}
