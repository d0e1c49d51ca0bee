import type { FieldError, ViewDefinition } from '@rapport/contract'
import { fieldLookup, parseFilter } from '@rapport/domain'
import { listFields } from '../fields/index.ts'
import type { AgentContext } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'

/**
 * Refuses a view that could not be opened: a filter that cannot be read, with each place in its text that is wrong, and an
 * order by a field that there is not, or not for its maker. A field deleted later makes that view one to be changed.
 */
export async function checkDefinition(
  tx: Tx,
  { scope, audience }: AgentContext,
  { filter, sort }: Pick<ViewDefinition, 'filter' | 'sort'>,
): Promise<void> {
  const lookup = fieldLookup(await listFields(tx, scope), audience)
  const parsed = parseFilter(filter, lookup)
  const problems = parsed.ok ? [] : parsed.problems
  const fields: FieldError[] = problems.map(({ position, message }) => ({
    path: ['definition', 'filter', position],
    message,
  }))
  if (lookup(sort) === undefined)
    fields.push({ path: ['definition', 'sort'], message: 'There is no such field' })
  if (fields.length > 0) throw new AppError('invalid_input', {}, { fields })
}
