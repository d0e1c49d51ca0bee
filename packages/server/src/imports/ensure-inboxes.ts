import type { InboxId } from '@rapport/domain'
import { createGenericInbox } from '../inboxes/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import type { ImportTarget } from './import-target.ts'
import { findGenericInbox, lockImports } from './imports-queries.ts'

/** A label as inboxes are told apart by it. */
export const labelKey = (label: string): string => label.toLowerCase()

/**
 * The inboxes that sessions of these channels come to: the generic one of the label, made where it is missing. A label
 * we know as a channel of our own gets a generic inbox too, as nothing can be sent to where the sessions came from.
 */
export async function ensureInboxes(
  { db, scope }: Pick<ImportTarget, 'db' | 'scope'>,
  labels: readonly string[],
): Promise<Readonly<{ inboxes: ReadonlyMap<string, InboxId>; made: readonly string[] }>> {
  const inboxes = new Map<string, InboxId>()
  const made: string[] = []
  for (const label of labels) {
    if (inboxes.has(labelKey(label))) continue
    const known = await findGenericInbox(db, scope, label)
    inboxes.set(labelKey(label), known ?? (await make(label)))
  }
  return { inboxes, made }

  function make(label: string): Promise<InboxId> {
    return inTransaction(db, async (tx) => {
      await lockImports(tx, scope)
      const madeMeanwhile = await findGenericInbox(tx, scope, label)
      if (madeMeanwhile !== null) return madeMeanwhile
      const { id } = await createGenericInbox(tx, scope, { channelLabel: label })
      made.push(label)
      return id
    })
  }
}
