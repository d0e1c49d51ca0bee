import { fold } from '../search/fold.ts'
import type { Condition, Expression, FilterValue, Operator } from './expression.ts'
import { type FieldFact, type FilterEnvironment, type FilterRow, readField } from './read-field.ts'
import { knowsMe } from './session-fields.ts'

/**
 * Whether a filter accepts a row, as the server's own query would: a live list decides by it which news is its own.
 *
 * A field that holds nothing is accepted by `unset`, `none`, `is_not` and `not_contains`, and by nothing else. `after`
 * and `at_least` include their bound, `before` does not; `between` includes both, but for moments, where the second is
 * the first moment outside. A condition on a field that is no more accepts nothing.
 */
export function matchFilter(expression: Expression, row: FilterRow, environment: FilterEnvironment): boolean {
  switch (expression.type) {
    case 'condition':
      return matchCondition(expression, row, environment)
    case 'all':
      return expression.of.every((one) => matchFilter(one, row, environment))
    case 'any':
      return expression.of.some((one) => matchFilter(one, row, environment))
  }
}

const acceptsNothing: ReadonlySet<Operator> = new Set(['unset', 'none', 'is_not', 'not_contains'])

function matchCondition(condition: Condition, row: FilterRow, environment: FilterEnvironment): boolean {
  const field = environment.fields(condition.field)
  if (field === undefined) return false
  const fact = readField(row, field, environment)
  if (fact === null) return acceptsNothing.has(condition.operator)
  const values = valuesFor(condition, environment)
  if (field.kind === 'moment') return matchMoment(condition.operator, Number(fact), values, environment.now)
  return compare[condition.operator](fact, values)
}

/** The values as facts are written: `me` as the id it means, a tag with those under it, texts as their field has them. */
function valuesFor(
  { field, values }: Condition,
  { me, fields, tagsWithin }: FilterEnvironment,
): readonly FilterValue[] {
  if (field === 'tag') return values.flatMap((id) => tagsWithin(String(id)))
  if (knowsMe(field)) return values.flatMap((value) => (value === 'me' ? (me ?? []) : value))
  if (field === 'contactName') return values.map((value) => fold(String(value)))
  return fields(field)?.kind === 'text' ? values.map((value) => String(value).toLowerCase()) : values
}

function matchMoment(operator: Operator, at: number, values: readonly FilterValue[], now: number): boolean {
  const [first = 0, second = 0] = values.map(Number)
  if (operator === 'in_last') return at >= now - first
  if (operator === 'older_than') return at < now - first
  return operator === 'between' ? at >= first && at < second : compare[operator](at, values)
}

type Compare = (fact: NonNullable<FieldFact>, values: readonly FilterValue[]) => boolean

const holdsAny: Compare = (fact, values) =>
  Array.isArray(fact) ? fact.some((one) => values.includes(one)) : values.includes(fact as FilterValue)
const contains: Compare = (fact, [text = '']) => String(fact).includes(String(text))
const atLeast: Compare = (fact, [bound]) => bound !== undefined && fact >= bound
const atMost: Compare = (fact, [bound]) => bound !== undefined && fact <= bound
const never: Compare = () => false

const compare: Readonly<Record<Operator, Compare>> = {
  is: (fact, [value]) => fact === value,
  is_not: (fact, [value]) => fact !== value,
  any: holdsAny,
  none: (fact, values) => !holdsAny(fact, values),
  contains,
  not_contains: (fact, values) => !contains(fact, values),
  begins: (fact, [text = '']) => String(fact).startsWith(String(text)),
  at_least: atLeast,
  at_most: atMost,
  between: (fact, [from, to]) =>
    atLeast(fact, from === undefined ? [] : [from]) && atMost(fact, to === undefined ? [] : [to]),
  before: (fact, [bound]) => bound !== undefined && fact < bound,
  after: atLeast,
  in_last: never,
  older_than: never,
  set: () => true,
  unset: never,
}
