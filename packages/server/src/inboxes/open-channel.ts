import type { InboxId } from '@rapport/domain'
import { type Platform, type Scope, scopeOf } from '../platform/context.ts'
import { type ChannelAccount, findChannelAccount } from './channel-accounts-queries.ts'
import { type ChannelSecret, openSecrets } from './channel-secrets.ts'
import { findInbox, type Inbox } from './inbox-queries.ts'

/** An inbox as its channel's adapter needs it, with what proves and signs. Never to be logged. */
export type OpenChannel = Readonly<{ scope: Scope; inbox: Inbox; secrets: readonly ChannelSecret[] }>

/** The inbox of a scope, with its secrets. Null when there is none. */
export async function openChannel(
  platform: Pick<Platform, 'db' | 'vault' | 'now'>,
  scope: Scope,
  inboxId: InboxId,
): Promise<OpenChannel | null> {
  const [inbox, secrets] = await Promise.all([
    findInbox(platform.db, scope, inboxId),
    openSecrets(platform, platform.db, scope, inboxId),
  ])
  return inbox && { scope, inbox, secrets }
}

/** The inbox that serves an account of a provider, with a scope of that inbox alone. Null for an account nobody has. */
export async function openChannelOf(
  platform: Pick<Platform, 'db' | 'vault' | 'now'>,
  account: ChannelAccount,
): Promise<OpenChannel | null> {
  const found = await findChannelAccount(platform.db, account)
  return found && (await openChannel(platform, scopeOf(found.workspaceId, [found.inboxId]), found.inboxId))
}
