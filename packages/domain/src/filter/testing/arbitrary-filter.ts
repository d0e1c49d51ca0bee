import fc from 'fast-check'
import {
  type Condition,
  type Expression,
  type FilterValue,
  type Operator,
  operatorsOf,
} from '../expression.ts'
import { type FilterField, knowsMe } from '../session-fields.ts'
import { tidyFilter } from '../tidy-filter.ts'

/** Values that rows in a test hold, by field, so that filters meet them; any others come beside them. */
export type LikelyValues = (field: FilterField) => readonly FilterValue[]

const minuteMs = 60_000

const duration = fc.oneof(
  fc.integer({ min: 0, max: 90 }).map((n) => n * minuteMs),
  fc.integer({ min: 0, max: 100_000 }),
)
const moment = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000)
const day = moment.map((ms) => new Date(ms).toISOString().slice(0, 10))
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('%', '_', '\\', "'", '"', '(', ')', ' or ', 'žluť', '退款'),
  )
  .map((said) => said.replaceAll('\0', '0'))

function anyValue(field: FilterField, operator: Operator): fc.Arbitrary<FilterValue> {
  switch (field.kind) {
    case 'text':
      return text
    case 'number':
      return fc.oneof(fc.integer({ min: -2, max: 30 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
    case 'duration':
      return duration
    case 'moment':
      return operator === 'in_last' || operator === 'older_than' ? duration : moment
    case 'choice':
    case 'choices':
      return field.choices === undefined ? text : fc.constantFrom(...field.choices)
    case 'id':
    case 'ids':
      return knowsMe(field.name) ? fc.oneof(fc.constant('me'), fc.uuid()) : fc.uuid()
    case 'flag':
      return fc.boolean()
    case 'date':
      return day
  }
}

function aValue(field: FilterField, operator: Operator, likely: LikelyValues): fc.Arbitrary<FilterValue> {
  const known = operator === 'in_last' || operator === 'older_than' ? [] : likely(field)
  const any = anyValue(field, operator).map((value) => (value === 0 ? 0 : value))
  return known.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, any)
}

function someValues(
  field: FilterField,
  operator: Operator,
  likely: LikelyValues,
): fc.Arbitrary<FilterValue[]> {
  const value = aValue(field, operator, likely)
  if (operator === 'set' || operator === 'unset') return fc.constant([])
  if (operator === 'any' || operator === 'none') return fc.array(value, { minLength: 1, maxLength: 4 })
  if (operator !== 'between') return value.map((one) => [one])
  return fc.tuple(value, value).map(([a, b]) => (a > b ? [b, a] : [a, b]))
}

/** A condition on one of these fields, with any of its operators. */
export const arbitraryCondition = (
  fields: readonly FilterField[],
  likely: LikelyValues = () => [],
): fc.Arbitrary<Condition> =>
  fc
    .constantFrom(...fields)
    .chain((field) => fc.constantFrom(...operatorsOf[field.kind]).map((operator) => ({ field, operator })))
    .chain(({ field, operator }) =>
      someValues(field, operator, likely).map((values) => ({
        type: 'condition' as const,
        field: field.name,
        operator,
        values,
      })),
    )

/** A filter on these fields in its tidy form: up to some twenty conditions, in groups within groups. */
export function arbitraryFilter(
  fields: readonly FilterField[],
  likely: LikelyValues = () => [],
): fc.Arbitrary<Expression> {
  const condition = arbitraryCondition(fields, likely)
  const { tree } = fc.letrec<{ tree: Expression; group: Expression }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, condition, tie('group')),
    group: fc
      .tuple(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      )
      .map(([type, of]) => ({ type, of })),
  }))
  return tree.map(tidyFilter)
}
