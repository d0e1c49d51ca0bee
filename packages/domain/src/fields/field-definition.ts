import type { FieldId } from '../ids.ts'
import type { FieldSource } from '../session/events.ts'
import type { FieldKind } from './field-kinds.ts'

/** What a custom field is: of what, under which key, and what kind of values it holds. */
export type FieldDefinition = Readonly<{
  id: FieldId
  scope: 'session' | 'contact'
  /** How values, filters and programs name it. Never changes. */
  key: string
  name: string
  kind: FieldKind
  /** The words of a choice; empty for the other kinds. */
  choices: readonly string[]
  /** A session cannot be ended by an agent before it has a value. */
  requiredOnEnd: boolean
  /** Who may write it: another's value is refused. */
  writers: readonly FieldSource[]
}>

/**
 * What is wrong with a field's choices, for a developer; null when nothing is. Only choices have words, at least one and
 * none twice, so that every field can be filled in and every word means one thing.
 */
export function problemOfChoices({
  kind,
  choices,
}: Pick<FieldDefinition, 'kind' | 'choices'>): string | null {
  if (kind !== 'choice' && kind !== 'multi_choice')
    return choices.length > 0 ? 'must be empty: only a choice has words' : null
  if (choices.length === 0) return 'must have at least one'
  const folded = choices.map((word) => word.toLowerCase())
  return new Set(folded).size < folded.length ? 'must not have a word twice' : null
}
