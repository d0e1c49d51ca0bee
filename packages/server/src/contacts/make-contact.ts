import { randomUUIDv7 } from 'node:crypto'
import type { ContactView } from '@rapport/contract'
import { asId, type ContactId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import {
  type About,
  countInboxesAmong,
  findContactView,
  insertKnownContact,
  replaceContact,
} from './contact-page-queries.ts'
import { type IdentityKey, insertIdentity } from './contact-queries.ts'

/** A contact to be made, with the addresses they will write from. */
export type NewContact = About & Readonly<{ addresses: readonly IdentityKey[] }>

/**
 * Makes a contact before they write. The workspace itself vouches for the addresses it names, so that whoever proves one
 * of them on its channel later is this contact and nobody else; an address that is somebody's already stays theirs.
 */
export function makeContact(ctx: AgentContext, { addresses, ...about }: NewContact): Promise<ContactView> {
  requireReach(ctx, addresses)
  const contactId = asId<ContactId>(randomUUIDv7())
  return inTransaction(ctx, async (tx) => {
    await requireInboxes(tx, ctx, addresses)
    await insertKnownContact(tx, ctx.scope, { ...about, contactId })
    for (const address of inOneOrder(addresses)) {
      const isTheirs = await insertIdentity(tx, ctx.scope, { ...address, contactId, verified: true })
      if (!isTheirs) throw new AppError('address_taken', address)
    }
    return await found(tx, ctx, contactId)
  })
}

/** Changes what is known of a contact: all of it, so that what is left out becomes unknown. */
export function changeContact(
  ctx: AgentContext,
  { contactId, ...about }: About & Readonly<{ contactId: ContactId }>,
): Promise<ContactView> {
  return inTransaction(ctx, async (tx) => {
    await found(tx, ctx, contactId)
    await replaceContact(tx, ctx.scope, { ...about, contactId })
    return await found(tx, ctx, contactId)
  })
}

/** One contact whom the caller may see. */
export const readContact = (ctx: AgentContext, contactId: ContactId): Promise<ContactView> =>
  found(ctx.db, ctx, contactId)

async function found(
  db: Parameters<typeof findContactView>[0],
  { scope }: AgentContext,
  contactId: ContactId,
): Promise<ContactView> {
  const contact = await findContactView(db, scope, contactId)
  if (contact === null) throw new AppError('not_found', { contactId })
  return contact
}

/** Who works some inboxes only makes contacts there: any other would be out of their own sight at once. */
function requireReach({ scope: { inboxes } }: AgentContext, addresses: readonly IdentityKey[]): void {
  if (inboxes === 'all') return
  if (addresses.length === 0) {
    const message = 'must name an address on an inbox you work'
    throw new AppError('invalid_input', {}, { fields: [{ path: ['addresses'], message }] })
  }
  if (addresses.some(({ inboxId }) => !inboxes.includes(inboxId))) throw new AppError('not_found')
}

async function requireInboxes(
  tx: Tx,
  { scope }: AgentContext,
  addresses: readonly IdentityKey[],
): Promise<void> {
  const inboxIds = [...new Set(addresses.map(({ inboxId }) => inboxId))]
  if ((await countInboxesAmong(tx, scope, inboxIds)) < inboxIds.length)
    throw new AppError('not_found', { inboxIds })
}

/** Each address once, and for every caller in the same order, so that two never wait for each other in a circle. */
function inOneOrder(addresses: readonly IdentityKey[]): IdentityKey[] {
  const byText = new Map(addresses.map((address) => [`${address.inboxId} ${address.externalId}`, address]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, address]) => address)
}
