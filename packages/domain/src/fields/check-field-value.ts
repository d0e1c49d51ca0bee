import { isDate } from '../time.ts'
import type { FieldDefinition } from './field-definition.ts'
import type { FieldValue } from './field-kinds.ts'

/** The longest text of a custom field, in UTF-16 units. */
export const fieldTextMax = 2_000

/** A value as it is kept, or what is wrong with it, for a developer. */
export type CheckedValue = Readonly<{ value: FieldValue } | { problem: string }>

const problem = (words: string): CheckedValue => ({ problem: words })

/**
 * Checks a value by its field's kind. What passes can be stored, filtered by and shown without another look: text is
 * clean and not empty, a date is one of the calendar, a choice is one of the field's words, an address opens in a browser.
 */
export function checkFieldValue(
  { kind, choices }: Pick<FieldDefinition, 'kind' | 'choices'>,
  value: unknown,
): CheckedValue {
  switch (kind) {
    case 'text':
      return checkText(value)
    case 'url':
      return checkAddress(value)
    case 'date':
      return typeof value === 'string' && isDate(value)
        ? { value }
        : problem('must be a date such as 2026-11-20')
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? { value } : problem('must be a number')
    case 'boolean':
      return typeof value === 'boolean' ? { value } : problem('must be true or false')
    case 'choice':
      return typeof value === 'string' && choices.includes(value)
        ? { value }
        : problem("must be one of the field's choices")
    case 'multi_choice':
      return checkChoices(choices, value)
  }
}

function checkText(value: unknown): CheckedValue {
  if (typeof value !== 'string') return problem('must be text')
  const text = value.trim()
  if (text === '') return problem('must not be empty; null takes the value away')
  if (text.length > fieldTextMax) return problem(`must be at most ${fieldTextMax} characters`)
  if (text.includes('\0')) return problem('must not contain NUL')
  return text.isWellFormed() ? { value: text } : problem('must be well-formed Unicode')
}

const address = /^https?:\/\/[^\s/?#@\\<>"]+([/?#][^\s\\<>"]*)?$/i

function checkAddress(value: unknown): CheckedValue {
  const checked = checkText(value)
  if ('problem' in checked) return checked
  return address.test(String(checked.value))
    ? checked
    : problem('must be an address such as https://example.com')
}

function checkChoices(choices: readonly string[], value: unknown): CheckedValue {
  const chosen = Array.isArray(value) ? (value as readonly unknown[]) : null
  if (chosen === null || !chosen.every((word) => typeof word === 'string' && choices.includes(word)))
    return problem("must be a list of the field's choices")
  if (chosen.length === 0) return problem('must not be empty; null takes the value away')
  if (new Set(chosen).size < chosen.length) return problem('must not have a choice twice')
  return { value: chosen as readonly string[] }
}
