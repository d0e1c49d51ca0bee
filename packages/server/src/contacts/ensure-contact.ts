import type { ContactId, InboxId } from '@rapport/domain'
import type { Scope, VisitorPerson } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import {
  deleteContact,
  findIdentity,
  insertContact,
  insertIdentity,
  type KnownIdentity,
  updateContact,
  verifyIdentity,
} from './contact-queries.ts'

/** Somebody at an inbox's door: who they say they are, and the contact they become if they are new there. */
export type Arriving = Readonly<{ contactId: ContactId; inboxId: InboxId; person: VisitorPerson }>

/**
 * Answers the contact somebody is on an inbox, adding them when they are new; safe to repeat and to race.
 *
 * An address that was vouched for decides: whoever is vouched for there again is the same contact, on any device.
 * Who is not vouched for never becomes that contact, and a vouched-for arrival takes the address from one that was not,
 * without its history; so nobody gets at another's words by claiming to be them.
 */
export async function ensureContact(tx: Tx, scope: Scope, arriving: Arriving): Promise<ContactId> {
  const key = { inboxId: arriving.inboxId, externalId: arriving.person.externalId }
  const known = await findIdentity(tx, scope, key)
  if (known) return await meetAgain(tx, scope, arriving, known)

  const isNew = await insertContact(tx, scope, arriving)
  const { contactId, person } = arriving
  if (await insertIdentity(tx, scope, { ...key, contactId, verified: person.verified })) return contactId

  // Somebody added the same address meanwhile, and has committed: now it is found.
  const added = await findIdentity(tx, scope, key)
  if (!added) throw new Error('An address that exists cannot be found')
  const agreed = await meetAgain(tx, scope, arriving, added)
  if (isNew && agreed !== contactId) await deleteContact(tx, scope, contactId)
  return agreed
}

async function meetAgain(tx: Tx, scope: Scope, arriving: Arriving, known: KnownIdentity): Promise<ContactId> {
  const { contactId, inboxId, person } = arriving
  if (known.verified === person.verified || known.contactId === contactId) {
    if (!person.verified) return known.contactId
    const key = { inboxId, externalId: person.externalId }
    if (!known.verified) await verifyIdentity(tx, scope, { ...key, contactId: known.contactId })
    if (saysMore(person, known)) await updateContact(tx, scope, { ...arriving, contactId: known.contactId })
    return known.contactId
  }
  await insertContact(tx, scope, arriving)
  if (person.verified) await verifyIdentity(tx, scope, { inboxId, externalId: person.externalId, contactId })
  return contactId
}

const saysMore = (person: VisitorPerson, known: KnownIdentity): boolean =>
  (['name', 'email', 'phone', 'locale'] as const).some(
    (key) => (person[key] ?? null) !== null && person[key] !== known[key],
  )
