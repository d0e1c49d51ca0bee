import type { InboxId, StartsIn } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { type InboxAccess, listInboxAccess } from './access-queries.ts'
import { findInbox, type Inbox, listInboxRows } from './inbox-queries.ts'

/** An inbox and who works it. */
export type StaffedInbox = Inbox & InboxAccess

/** The inboxes within the scope, by name: an agent's own, or all. */
export async function listInboxes(db: DbOrTx, scope: Scope): Promise<StaffedInbox[]> {
  const inboxes = await listInboxRows(db, scope)
  const access = await listInboxAccess(
    db,
    scope,
    inboxes.map(({ id }) => id),
  )
  return inboxes.map((inbox) => staffed(inbox, access))
}

/** One inbox within the scope; `not_found` for any other, wherever it may exist. */
export async function getInbox(db: DbOrTx, scope: Scope, inboxId: InboxId): Promise<StaffedInbox> {
  const inbox = await findInbox(db, scope, inboxId)
  if (!inbox) throw new AppError('not_found', { inboxId })
  return staffed(inbox, await listInboxAccess(db, scope, [inboxId]))
}

/** Where an inbox lets its sessions start, as the session's first event says it. */
export function startsInOf({ startsIn, botId, teamId }: Inbox): StartsIn {
  if (startsIn === 'unassigned') return { as: 'unassigned', teamId }
  if (botId === null) throw new Error('An inbox starts with a bot and has none')
  return { as: 'bot', botId }
}

const staffed = (inbox: Inbox, access: Map<InboxId, InboxAccess>): StaffedInbox => ({
  ...inbox,
  ...(access.get(inbox.id) ?? { agentIds: [], teamIds: [] }),
})
