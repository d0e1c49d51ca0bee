import type { ContactId, InboxId, Instant } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope, VisitorPerson } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { foldedName } from './folded-name.ts'

/** A person outside. `verified`: on some inbox the channel, or a signature, vouches for who they are. */
export type Contact = Readonly<{
  id: ContactId
  name: string | null
  email: string | null
  phone: string | null
  locale: string | null
  avatarUrl: string | null
  verified: boolean
  createdAt: Instant
}>

/**
 * Narrows contacts `c` to those whom a scope reaches: for who works some inboxes only, those who have an address or a
 * conversation there. One look-up each by identities_contact and conversations_contact.
 */
export const withinReach = ({ workspaceId, inboxes }: Pick<Scope, 'workspaceId' | 'inboxes'>) =>
  inboxes === 'all'
    ? sql``
    : sql`and (exists (
        select from identities r where r.workspace_id = ${workspaceId} and r.contact_id = c.contact_id
          and r.inbox_id = any(${inboxes}))
      or exists (
        select from conversations r where r.workspace_id = ${workspaceId} and r.contact_id = c.contact_id
          and r.inbox_id = any(${inboxes})))`

/**
 * One contact, as far as the scope reaches. Whether they are verified is said of the inboxes it reaches. By the primary
 * key and identities_contact.
 */
export async function findContact(db: DbOrTx, scope: Scope, contactId: ContactId): Promise<Contact | null> {
  const { workspaceId, inboxes } = scope
  const within = inboxes === 'all' ? sql`` : sql`and i.inbox_id = any(${inboxes})`
  const { rows } = await sql<Contact>`
    select c.contact_id as id, c.name, c.email, c.phone, c.locale, c.avatar_url as "avatarUrl",
      c.created_at as "createdAt", coalesce(i.verified, false) as verified
    from contacts c left join lateral (
      select bool_or(i.verified) as verified from identities i
      where i.workspace_id = c.workspace_id and i.contact_id = c.contact_id ${within}
    ) i on true
    where c.workspace_id = ${workspaceId} and c.contact_id = ${contactId} ${withinReach(scope)}`.execute(db)
  return rows[0] ?? null
}

/** One address on one inbox's channel. */
export type IdentityKey = Readonly<{ inboxId: InboxId; externalId: string }>

/** Whose address it is, with what is known of them; null when nobody's yet. By primary keys. */
export async function findIdentity(
  tx: Tx,
  { workspaceId }: Scope,
  { inboxId, externalId }: IdentityKey,
): Promise<KnownIdentity | null> {
  const { rows } = await sql<KnownIdentity>`
    select i.contact_id as "contactId", i.verified, c.name, c.email, c.phone, c.locale
    from identities i
    join contacts c on c.workspace_id = i.workspace_id and c.contact_id = i.contact_id
    where i.workspace_id = ${workspaceId} and i.inbox_id = ${inboxId} and i.external_id = ${externalId}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** An address that is somebody's, and what is known of them. */
export type KnownIdentity = Pick<VisitorPerson, 'verified' | 'name' | 'email' | 'phone' | 'locale'> &
  Readonly<{ contactId: ContactId }>

/** Adds a contact; false when they exist, and nothing is changed then. */
export async function insertContact(
  tx: Tx,
  { workspaceId }: Scope,
  { contactId, person }: Readonly<{ contactId: ContactId; person: VisitorPerson }>,
): Promise<boolean> {
  const { name, email, phone = null, locale } = person
  const made = await tx
    .insertInto('contacts')
    .values({
      workspace_id: workspaceId,
      contact_id: contactId,
      name,
      folded_name: foldedName(name),
      email,
      phone,
      locale,
    })
    .onConflict((c) => c.doNothing())
    .returning('contact_id')
    .executeTakeFirst()
  return made !== undefined
}

/** Gives a contact an address; false when it is somebody's already. Waits for whoever adds the same one. */
export async function insertIdentity(
  tx: Tx,
  { workspaceId }: Scope,
  identity: IdentityKey & Readonly<{ contactId: ContactId; verified: boolean }>,
): Promise<boolean> {
  const made = await tx
    .insertInto('identities')
    .values({
      workspace_id: workspaceId,
      inbox_id: identity.inboxId,
      external_id: identity.externalId,
      contact_id: identity.contactId,
      verified: identity.verified,
    })
    .onConflict((c) => c.doNothing())
    .returning('contact_id')
    .executeTakeFirst()
  return made !== undefined
}

/** Makes an address this contact's, vouched for. */
export async function verifyIdentity(
  tx: Tx,
  { workspaceId }: Scope,
  { inboxId, externalId, contactId }: IdentityKey & Readonly<{ contactId: ContactId }>,
): Promise<void> {
  await tx
    .updateTable('identities')
    .set({ contact_id: contactId, verified: true })
    .where('workspace_id', '=', workspaceId)
    .where('inbox_id', '=', inboxId)
    .where('external_id', '=', externalId)
    .execute()
}

/** Takes over what is said of a contact; what is not said stays. */
export async function updateContact(
  tx: Tx,
  { workspaceId }: Scope,
  { contactId, person }: Readonly<{ contactId: ContactId; person: VisitorPerson }>,
): Promise<void> {
  await sql`
    update contacts set name = coalesce(${person.name}, name),
      folded_name = coalesce(${person.name === null ? null : foldedName(person.name)}, folded_name), email = coalesce(${person.email}, email),
      phone = coalesce(${person.phone ?? null}, phone), locale = coalesce(${person.locale}, locale)
    where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(tx)
}

/** Takes back a contact this transaction added and nobody has seen. */
export async function deleteContact(tx: Tx, { workspaceId }: Scope, contactId: ContactId): Promise<void> {
  await tx
    .deleteFrom('contacts')
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contactId)
    .execute()
}
