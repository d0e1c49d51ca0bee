import type { FieldView } from '@rapport/contract'
import { changeFields, type FieldChanges, type FieldSource, type FieldValues } from '@rapport/domain'
import { AppError } from '../platform/errors.ts'

/** The values of custom fields as a row has them, and where each came from. */
export type FieldRow = Readonly<{ values: FieldValues; sources: Readonly<Record<string, FieldSource>> }>

/**
 * A row's values as they are after a change, and the keys that got another value. All or none: what is wrong with any
 * of them, or that its `source` may not write it, is said of each, by `['fields', key]`.
 */
export function applyFields(
  definitions: readonly FieldView[],
  { values, sources }: FieldRow,
  { changes, source }: Readonly<{ changes: FieldChanges; source: FieldSource }>,
): FieldRow & Readonly<{ keys: readonly string[] }> {
  const changed = changeFields(definitions, values, { changes, source })
  if ('problems' in changed) {
    const fields = changed.problems.map(({ key, problem }) => ({ path: ['fields', key], message: problem }))
    throw new AppError('invalid_input', {}, { fields })
  }
  const all = { ...sources, ...Object.fromEntries(changed.keys.map((key) => [key, source])) }
  const kept = Object.entries(all).filter(([key]) => Object.hasOwn(changed.values, key))
  return { values: changed.values, sources: Object.fromEntries(kept), keys: changed.keys }
}
