import { type Platform, type Scope, scopeOf } from '../platform/context.ts'
import { tokenHash } from '../platform/crypto/index.ts'
import { findInbox, type Inbox } from './inbox-queries.ts'
import { findWidgetKey } from './widget-key-queries.ts'

/** A web chat inbox: it certainly has a widget. */
export type WebInbox = Inbox & Readonly<{ widget: NonNullable<Inbox['widget']> }>

/**
 * The inbox whose widget carries this key, with a scope of that inbox and no other: who knows a key is a visitor there
 * and nothing more. Null for a key nobody has.
 */
export async function findInboxByWidgetKey(
  { db }: Pick<Platform, 'db'>,
  key: string,
): Promise<Readonly<{ scope: Scope; inbox: WebInbox }> | null> {
  const found = await findWidgetKey(db, tokenHash(key))
  if (!found) return null
  const scope = scopeOf(found.workspaceId, [found.inboxId])
  const inbox = await findInbox(db, scope, found.inboxId)
  return inbox?.widget ? { scope, inbox: { ...inbox, widget: inbox.widget } } : null
}
