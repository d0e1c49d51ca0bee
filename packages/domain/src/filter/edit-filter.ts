import type { Condition, Expression } from './expression.ts'
import { knowsMe } from './session-fields.ts'
import { tidyFilter } from './tidy-filter.ts'

/** A filter as screens show it: conditions as chips, and groups, which take a place of their own. */
export type FilterParts = Readonly<{ conditions: readonly Condition[]; groups: readonly Expression[] }>

/** The conditions that all must hold, and the groups beside them. */
export function filterParts(expression: Expression): FilterParts {
  const { of } = tidyFilter(expression)
  return {
    conditions: of.filter((one) => one.type === 'condition'),
    groups: of.filter((one) => one.type !== 'condition'),
  }
}

/** The filter with one condition more. */
export const addCondition = (expression: Expression, condition: Condition): Expression =>
  tidyFilter({ type: 'all', of: [...tidyFilter(expression).of, condition] })

/** The filter with this as its only condition on the field, in the place of the first one it had; groups stay. */
export function setCondition(expression: Expression, condition: Condition): Expression {
  const { of } = tidyFilter(expression)
  const place = of.findIndex((one) => isOn(one, condition.field))
  const others = removeField(expression, condition.field).of
  const before =
    place < 0 ? others.length : of.slice(0, place).filter((one) => !isOn(one, condition.field)).length
  return { type: 'all', of: others.toSpliced(before, 0, condition) }
}

/** The filter without its conditions on a field; groups stay. */
export function removeField(expression: Expression, field: string): Extract<Expression, { type: 'all' }> {
  return { type: 'all', of: tidyFilter(expression).of.filter((one) => !isOn(one, field)) }
}

/** The filter without one of its parts, as `filterParts` gave it: a condition or a group, known by identity. */
export const removePart = (expression: Expression, part: Expression): Expression => ({
  type: 'all',
  of: tidyFilter(expression).of.filter((one) => one !== part),
})

/** The filter with one part, known by identity, in another form. */
export const replacePart = (expression: Expression, part: Expression, by: Expression): Expression =>
  tidyFilter({ type: 'all', of: tidyFilter(expression).of.map((one) => (one === part ? by : one)) })

const isOn = (one: Expression, field: string): boolean => one.type === 'condition' && one.field === field

/** Every condition of a filter, in groups or not, from left to right. */
export function conditionsOf(expression: Expression): readonly Condition[] {
  return expression.type === 'condition' ? [expression] : expression.of.flatMap(conditionsOf)
}

/** Whether it means something else for somebody else: a view of it that is shared shows each their own. */
export const mentionsMe = (expression: Expression): boolean =>
  conditionsOf(expression).some(({ field, values }) => knowsMe(field) && values.includes('me'))

const ticking = ['wait', 'totalWait', 'botTime', 'handling', 'hold', 'wrapUp', 'duration', 'waiting']

/** Whether a row can come to be accepted, or cease to be, by nothing but the passing of time. */
export const dependsOnTime = (expression: Expression): boolean =>
  conditionsOf(expression).some(
    ({ field, operator }) => operator === 'in_last' || operator === 'older_than' || ticking.includes(field),
  )
