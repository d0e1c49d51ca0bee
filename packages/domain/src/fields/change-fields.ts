import type { FieldSource } from '../session/events.ts'
import { checkFieldValue } from './check-field-value.ts'
import type { FieldDefinition } from './field-definition.ts'
import type { FieldValue, FieldValues } from './field-kinds.ts'

/** New values by key; null takes a value away. */
export type FieldChanges = Readonly<Record<string, unknown>>

/** What is wrong with one of them. */
export type FieldProblem = Readonly<{ key: string; problem: string }>

/** Values as they are from now on, and the keys that got another one; or everything that is wrong. */
export type ChangedFields =
  | Readonly<{ values: FieldValues; keys: readonly string[] }>
  | Readonly<{ problems: readonly FieldProblem[] }>

/**
 * Changes the values of custom fields, all or none. A value that stands already changes nothing, and is not looked at
 * again: whoever sends a whole form back is not refused for a choice that its field no longer offers, nor for a field that
 * others write.
 */
export function changeFields(
  definitions: readonly FieldDefinition[],
  stored: FieldValues,
  { changes, source }: Readonly<{ changes: FieldChanges; source: FieldSource }>,
): ChangedFields {
  const known = new Map(definitions.map((definition) => [definition.key, definition]))
  const values = new Map(Object.entries(stored))
  const keys: string[] = []
  const problems: FieldProblem[] = []

  for (const [key, wanted] of Object.entries(changes)) {
    const stands = values.get(key)
    const checked = checkChange(known.get(key), stands, { wanted, source })
    if ('problem' in checked) problems.push({ key, problem: checked.problem })
    else if (!isSame(stands, checked.value)) {
      if (checked.value === undefined) values.delete(key)
      else values.set(key, checked.value)
      keys.push(key)
    }
  }
  return problems.length > 0 ? { problems } : { values: Object.fromEntries(values), keys }
}

/** What the field holds from now on: undefined for nothing. */
function checkChange(
  definition: FieldDefinition | undefined,
  stands: FieldValue | undefined,
  { wanted, source }: Readonly<{ wanted: unknown; source: FieldSource }>,
) {
  if (definition === undefined) return { problem: 'is no field here' }
  if (isSame(stands, wanted) || (wanted === null && stands === undefined)) return { value: stands }
  const { writers } = definition
  if (!writers.includes(source)) return { problem: problemOfWriter(writers, source) }
  return wanted === null ? { value: undefined } : checkFieldValue(definition, wanted)
}

const problemOfWriter = (writers: readonly FieldSource[], source: FieldSource): string =>
  writers.length === 0
    ? 'cannot be written by anybody'
    : `can be written by ${writers.join(', ')} only, not by ${source}`

const isSame = (a: FieldValue | undefined, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The values that people see: those of fields that are defined. A deleted field's come back with its key. */
export function shownFields(definitions: readonly FieldDefinition[], stored: FieldValues): FieldValues {
  const keys = new Set(definitions.map(({ key }) => key))
  return Object.fromEntries(Object.entries(stored).filter(([key]) => keys.has(key)))
}
