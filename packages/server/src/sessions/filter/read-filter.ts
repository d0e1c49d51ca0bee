import {
  conditionsOf,
  type Expression,
  type FieldLookup,
  type FilterField,
  fieldLookup,
  noTags,
  parseFilter,
  readTagTree,
  type TagTree,
} from '@rapport/domain'
import { listFields } from '../../fields/index.ts'
import type { AgentContext } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { listTags } from '../../tags/index.ts'

// The names of a workspace's own fields hold a dot; without one, nobody need look them up.
const namesOwnField = /\b(?:field|contact)\./

/**
 * The fields that somebody may name in these texts: the workspace's own are read only where one is spoken of, and what
 * they may not see is unknown to them.
 */
export async function lookUpFields(
  { db, scope, audience }: Pick<AgentContext, 'db' | 'scope' | 'audience'>,
  texts: readonly string[],
): Promise<FieldLookup> {
  const own = texts.some((text) => namesOwnField.test(text)) ? await listFields(db, scope) : []
  return fieldLookup(own, audience)
}

/** A caller's filter, checked; what is wrong with it is said with its place in the text. */
export function readFilter(text: string, fields: FieldLookup): Expression {
  const parsed = parseFilter(text, fields)
  if (parsed.ok) return parsed.expression
  const problems = parsed.problems.map(({ position, message }) => ({ path: ['filter', position], message }))
  throw new AppError('invalid_input', {}, { fields: problems })
}

/** The field a caller sorts by; a name that means none is their error. */
export function readSort(name: string, fields: FieldLookup): FilterField {
  const field = fields(name)
  if (field !== undefined) return field
  throw new AppError('invalid_input', {}, { fields: [{ path: ['sort'], message: 'There is no such field' }] })
}

/**
 * The tags that a filter rolls up by, read only where it speaks of tags: as they are at this moment, so that a list is
 * right again with the first page after the tree has changed.
 */
export async function lookUpTags(
  { db, scope }: Pick<AgentContext, 'db' | 'scope'>,
  expression: Expression,
): Promise<TagTree> {
  const speaksOfTags = conditionsOf(expression).some(({ field }) => field === 'tag')
  return speaksOfTags ? readTagTree(await listTags(db, scope)) : noTags
}

/**
 * The same filter with each tag followed by all under it. Named one by one they are found by the same indexes as any tags
 * are, and the statement need know nothing of trees.
 */
export function rollUp(expression: Expression, tags: TagTree): Expression {
  if (expression.type !== 'condition')
    return { type: expression.type, of: expression.of.map((one) => rollUp(one, tags)) }
  if (expression.field !== 'tag') return expression
  const ids = expression.values.flatMap((id) => tags.within(String(id)))
  return { ...expression, values: [...new Set(ids)] }
}
