import type { ContactView } from '@rapport/contract'
import type { ContactId, FieldChanges, TagId, WorkspaceId } from '@rapport/domain'
import { applyFields, listFields } from '../fields/index.ts'
import { type AgentContext, type Platform, scopeOf } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { holdSuccessor, holdTags } from '../tags/index.ts'
import { readContact } from './make-contact.ts'
import { type ContactMarks, lockMarks, retagSome, storeMarks, untagSome } from './mark-contact-queries.ts'

/**
 * Adds and removes a contact's tags; what is in both is added. An id among those to add that is no tag of contacts is
 * `not_found`, and nothing changes. Of two who change the same contact at once, both have their effect.
 */
export function markContactTags(
  ctx: AgentContext,
  {
    contactId,
    add,
    remove,
  }: Readonly<{
    contactId: ContactId
    add: readonly TagId[]
    remove: readonly TagId[]
  }>,
): Promise<ContactView> {
  const added = [...new Set(add)]
  return mark(ctx, contactId, async (tx, marks) => {
    if ((await holdTags(tx, ctx.scope, { scope: 'contact', tagIds: added })) < added.length)
      throw new AppError('not_found', { tagIds: added })
    const stay = marks.tagIds.filter((id) => added.includes(id) || !remove.includes(id))
    return { ...marks, tagIds: [...new Set([...stay, ...added])] }
  })
}

/** Sets custom fields of a contact, all or none; null takes a value away. */
export function markContactFields(
  ctx: AgentContext,
  { contactId, fields: changes }: Readonly<{ contactId: ContactId; fields: FieldChanges }>,
): Promise<ContactView> {
  const source = ctx.apiKey === null ? 'agent' : 'api'
  return mark(ctx, contactId, async (tx, marks) => {
    const definitions = (await listFields(tx, ctx.scope)).filter(({ scope }) => scope === 'contact')
    const { values, sources } = applyFields(definitions, marks, { changes, source })
    return { ...marks, values, sources }
  })
}

/** The one way marks of a contact change: held, so that nobody's change undoes another's. */
async function mark(
  ctx: AgentContext,
  contactId: ContactId,
  change: (tx: Tx, marks: ContactMarks) => Promise<ContactMarks>,
): Promise<ContactView> {
  await inTransaction(ctx, async (tx) => {
    const marks = await lockMarks(tx, ctx.scope, contactId)
    if (marks === null) throw new AppError('not_found', { contactId })
    await storeMarks(tx, ctx.scope, { ...(await change(tx, marks)), contactId })
  })
  return await readContact(ctx, contactId)
}

const contactsPerStep = 500

/** Takes a deleted tag off the contacts that carry it, in small steps. Harmless when repeated: it finds what is left. */
export async function untagContacts(
  { db }: Platform,
  { workspaceId, tagId }: Readonly<{ workspaceId: WorkspaceId; tagId: TagId }>,
): Promise<void> {
  const scope = scopeOf(workspaceId)
  let untagged = contactsPerStep
  // To the end: a step takes fewer, too, when somebody has just changed what it waited for.
  while (untagged > 0) untagged = await untagSome(db, scope, { tagId, limit: contactsPerStep })
}

/**
 * Gives the contacts that carry a merged tag the one it became, in small steps: of each in one change. That one is held in
 * every step, and followed where it was merged itself; where it was deleted, contacts are without both.
 */
export async function retagContacts(
  { db }: Platform,
  { workspaceId, tagId, into }: Readonly<{ workspaceId: WorkspaceId; tagId: TagId; into: TagId }>,
): Promise<void> {
  const scope = scopeOf(workspaceId)
  const step = (tx: Tx, successor: TagId | null) => {
    const some = { tagId, limit: contactsPerStep }
    return successor === null
      ? untagSome(tx, scope, some)
      : retagSome(tx, scope, { ...some, into: successor })
  }
  let retagged = contactsPerStep
  while (retagged > 0)
    retagged = await inTransaction(db, async (tx) => step(tx, await holdSuccessor(tx, scope, into)))
}
