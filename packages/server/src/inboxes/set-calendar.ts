import { type Calendar, checkCalendar, type InboxId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { updateCalendar } from './inbox-queries.ts'
import { getInbox, type StaffedInbox } from './list-inboxes.ts'

/**
 * Says when an inbox works, or that nobody says any more. A calendar that could not be counted by is refused whole, with
 * every mistake in its place, because figures made by half a calendar would look as right as any.
 */
export async function setCalendar(
  ctx: AgentContext,
  { inboxId, calendar }: Readonly<{ inboxId: InboxId; calendar: Calendar | null }>,
): Promise<StaffedInbox> {
  const problems = calendar === null ? [] : checkCalendar(calendar)
  if (problems.length > 0) {
    const fields = problems.map(({ path, message }) => ({ path: ['calendar', ...path], message }))
    throw new AppError('invalid_input', { inboxId }, { fields })
  }
  return await inTransaction(ctx, async (tx) => {
    if (!(await updateCalendar(tx, ctx.scope, { inboxId, calendar })))
      throw new AppError('not_found', { inboxId })
    return await getInbox(tx, ctx.scope, inboxId)
  })
}
