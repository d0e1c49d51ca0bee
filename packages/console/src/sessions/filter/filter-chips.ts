import type { Condition, Expression } from '@rapport/domain'

/** One chip of the bar: a field, and conditions on it of which any counts. */
export type FilterChip = Readonly<{ field: string; anyOf: readonly Condition[] }>

/** A filter as the bar shows it: chips that must all hold, and the groups behind Advanced, which must hold too. */
export type ChipFilter = Readonly<{ chips: readonly FilterChip[]; groups: readonly Expression[] }>

/** How many groups the advanced editor takes. */
export const groupsMax = 10

/** What a filter looks like in the bar. Nothing of it is lost: `expressionOf` gives back what means the same. */
export function chipsOf(expression: Expression): ChipFilter {
  const parts = expression.type === 'all' ? expression.of : [expression]
  const chips: FilterChip[] = []
  const groups: Expression[] = []
  for (const part of parts) {
    const chip = chipOf(part)
    if (chip === null) groups.push(part)
    else chips.push(chip)
  }
  return { chips, groups }
}

/** A condition is a chip; so is a choice between conditions on one and the same field. */
function chipOf(part: Expression): FilterChip | null {
  if (part.type === 'condition') return { field: part.field, anyOf: [part] }
  if (part.type !== 'any') return null
  const conditions = part.of.filter((one) => one.type === 'condition')
  const [first] = conditions
  if (first === undefined || conditions.length !== part.of.length) return null
  return conditions.every(({ field }) => field === first.field)
    ? { field: first.field, anyOf: conditions }
    : null
}

/** The filter that the bar shows, as the language has it. */
export function expressionOf({ chips, groups }: ChipFilter): Expression {
  return { type: 'all', of: [...chips.flatMap(({ anyOf }) => partOf(anyOf)), ...groups] }
}

const partOf = (anyOf: readonly Condition[]): readonly Expression[] => {
  const [only] = anyOf
  if (only === undefined) return []
  return [anyOf.length === 1 ? only : { type: 'any', of: anyOf }]
}

/** With a chip in its place: changed, or taken away where it says nothing any more; a place beyond the last adds one. */
export function withChip(
  filter: ChipFilter,
  place: number,
  field: string,
  anyOf: readonly Condition[],
): ChipFilter {
  const chips = [...filter.chips]
  chips.splice(place, 1, ...(anyOf.length === 0 ? [] : [{ field, anyOf }]))
  return { ...filter, chips }
}

/** Where the chip of a field stands; where a new one would, when it has none. */
export function placeOf({ chips }: ChipFilter, field: string): number {
  const place = chips.findIndex((chip) => chip.field === field)
  return place === -1 ? chips.length : place
}

/** Whether it accepts everything. */
export const isBlank = ({ chips, groups }: ChipFilter): boolean => chips.length === 0 && groups.length === 0
