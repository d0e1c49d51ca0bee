import type { FieldView } from '@rapport/contract/light'
import { checkFieldValue, type FieldValue } from '@rapport/domain'

/** What stands in a field's box: text for all that is typed, a list where several may be chosen. */
export type FieldDraft = string | readonly string[]

/** What a box shows of a value; empty where there is none. A yes or no is chosen by its word in code. */
export function draftOf(kind: FieldView['kind'], value: FieldValue | undefined): FieldDraft {
  if (kind === 'multi_choice') return Array.isArray(value) ? value : []
  return value === undefined ? '' : String(value)
}

/** The value that a box holds: null for an empty one, or why it is none. Checked by the rule that the server keeps. */
export function readDraft(
  field: Pick<FieldView, 'kind' | 'choices'>,
  draft: FieldDraft,
): Readonly<{ value: FieldValue | null }> | Readonly<{ problem: string }> {
  const isEmpty = typeof draft === 'string' ? draft.trim() === '' : draft.length === 0
  return isEmpty ? { value: null } : checkFieldValue(field, typedOf(field.kind, draft))
}

/** What was typed as the kind it is meant as; what is not of that kind stays as it is, to be refused by its rule. */
function typedOf(kind: FieldView['kind'], draft: FieldDraft): FieldValue {
  if (typeof draft !== 'string') return draft
  const text = draft.trim()
  if (kind === 'boolean') return text === 'true'
  if (kind !== 'number') return text
  // A comma is a point where people write so; before three digits it may also part thousands, and nobody guesses.
  const number = Number(text.replace(/^(-?\d+),(\d{1,2}|\d{4,})$/, '$1.$2'))
  return Number.isNaN(number) ? text : number
}

/** Whether two values are the same, so that leaving a box untouched writes nothing. */
export const isSameValue = (a: FieldValue | null | undefined, b: FieldValue | null | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
