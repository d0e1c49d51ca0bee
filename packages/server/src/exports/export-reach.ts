import type { ExportOptions } from '@rapport/contract'
import type { InboxId, Permission } from '@rapport/domain'
import type { AgentContext, Scope } from '../platform/context.ts'
import { isOfReviews } from './columns.ts'

/** What of a workspace is in an export: the inboxes that whoever began it saw, and whether it says what reviewers think. */
export type Reach = Readonly<{ inboxes: 'all' | readonly InboxId[]; holdsReviews: boolean }>

type Who = Readonly<{ scope: Pick<Scope, 'inboxes'>; can(permission: Permission): boolean }>

/** What an export reaches that somebody begins now. */
export const exportReachOf = ({ scope, can }: Who, { columns, systemMessages }: ExportOptions): Reach => ({
  inboxes: scope.inboxes,
  holdsReviews: can('quality.review') && (systemMessages || columns.some(isOfReviews)),
})

/**
 * Its maker as an export is written: what they may now, of what they could when it began. A right gained meanwhile would put
 * into the file what its reach says is not there, and whoever loses that right again would still be given it.
 */
export function withinReach(ctx: AgentContext, reach: Reach | null): AgentContext {
  if (reach === null || reach.holdsReviews) return ctx
  const can = (permission: Permission) => permission !== 'quality.review' && ctx.can(permission)
  return { ...ctx, audience: 'agent', can }
}

/**
 * Whether somebody's rights still cover a file: it lies there for a week, and who lost an inbox meanwhile, or reviews no
 * longer, would be told by it what the screens keep from them. Where it is not known what it holds, that is everything.
 */
export function covers({ scope, can }: Who, reach: Reach | null): boolean {
  const { inboxes, holdsReviews } = reach ?? { inboxes: 'all', holdsReviews: true }
  if (holdsReviews && !can('quality.review')) return false
  const own = scope.inboxes
  return own === 'all' || (inboxes !== 'all' && inboxes.every((id) => own.includes(id)))
}
