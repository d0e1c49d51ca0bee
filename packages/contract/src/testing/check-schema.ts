/** A part of a document that says nothing of itself. */
export type Json = Readonly<Record<string, unknown>>

/** A value as an object, or an empty one; as a list, or an empty one. */
export const objectAt = (value: unknown): Json => (isObject(value) ? value : {})
export const listAt = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Whether a value has fields. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Notes what is wrong where something is not as it must be. */
export type Need = (isGood: boolean, where: string, what: string) => void

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']

/** Checks a schema, and those inside it, by the rules of JSON Schema 2020-12 for what is used here. */
export function checkSchema(value: unknown, where: string, need: Need): void {
  if (typeof value === 'boolean') return
  need(isObject(value), where, 'is no schema')
  const schema = objectAt(value)
  checkKeywords(schema, where, need)
  const { properties, items } = schema
  for (const [name, inner] of Object.entries(objectAt(properties)))
    checkSchema(inner, `${where}/${name}`, need)
  if (items !== undefined) checkSchema(items, `${where}/items`, need)
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    if (schema[keyword] === undefined) continue
    need(listAt(schema[keyword]).length > 0, where, `has an empty ${keyword}`)
    for (const one of listAt(schema[keyword])) checkSchema(one, `${where}/${keyword}`, need)
  }
}

function checkKeywords(
  { type, properties, required, enum: words, pattern }: Json,
  where: string,
  need: Need,
): void {
  for (const one of type === undefined ? [] : [type].flat())
    need(types.includes(String(one)), where, `has no type ${String(one)}`)
  if (words !== undefined) need(listAt(words).length > 0, where, 'has an empty enum')
  if (typeof pattern === 'string') need(isPattern(pattern), where, 'has a pattern that is none')
  for (const name of listAt(required))
    need(Object.hasOwn(objectAt(properties), String(name)), where, `requires ${name}, which it has not`)
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false // the caller says which one
  }
}
