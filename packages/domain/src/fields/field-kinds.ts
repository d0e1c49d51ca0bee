/** What kinds of values custom fields hold. A date is `2026-11-20`; a choice is one of the field's own words. */
export const fieldKinds = ['text', 'number', 'date', 'choice', 'multi_choice', 'boolean', 'url'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** A custom field's value: text (also a date, a choice, an address), a number, a yes or no, or several choices. */
export type FieldValue = string | number | boolean | readonly string[]
/** The values of custom fields, by the fields' keys. */
export type FieldValues = Readonly<Record<string, FieldValue>>
