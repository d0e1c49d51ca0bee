import {
  type Condition,
  type FilterField,
  type FilterValue,
  type Operator,
  operatorsOf,
} from '@rapport/domain'

const counts: Partial<Readonly<Record<Operator, number>>> = { set: 0, unset: 0, between: 2 }

/** Whether a condition says all that its operator needs: until then it is being typed, and filters nothing. */
export function isComplete({ operator, values }: Condition): boolean {
  if (operator === 'any' || operator === 'none') return values.length > 0
  return values.length === (counts[operator] ?? 1) && values.every(isGiven) && !isBackwards(operator, values)
}

const isGiven = (value: FilterValue) => (typeof value === 'number' ? Number.isFinite(value) : value !== '')

function isBackwards(operator: Operator, [from, to]: readonly FilterValue[]): boolean {
  if (operator !== 'between' || from === undefined || to === undefined) return false
  return from > to
}

/** What a field's editor begins with: its usual operator, and nothing to compare with. */
export const blankCondition = ({ name, kind }: FilterField): Condition => ({
  type: 'condition',
  field: name,
  operator: operatorsOf[kind][0] ?? 'set',
  values: [],
})

/** With another operator, keeping as many of the values as still mean something under it. */
export function withOperator(condition: Condition, operator: Operator): Condition {
  const kept = meaningOf(condition.operator) === meaningOf(operator) ? condition.values : []
  const most = operator === 'any' || operator === 'none' ? kept.length : (counts[operator] ?? 1)
  return { ...condition, operator, values: kept.slice(0, most) }
}

/** A length before now is another thing than a moment. */
const meaningOf = (operator: Operator) =>
  operator === 'in_last' || operator === 'older_than' ? 'length' : 'value'
