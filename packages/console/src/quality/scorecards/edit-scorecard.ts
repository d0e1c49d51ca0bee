import type { Criterion, Scorecard, ScorecardCategory } from '@rapport/domain'

/** A key that no other part of any version has: a criterion that was taken out is never mistaken for a new one. */
const newKey = (kind: 'category' | 'criterion'): string =>
  `${kind === 'category' ? 'g' : 'c'}-${crypto.randomUUID().slice(0, 13)}`

/** A criterion to begin with. */
export const newCriterion = (): Criterion => ({
  id: newKey('criterion'),
  name: '',
  description: '',
  weight: 10,
  scale: { kind: 'points', max: 5 },
  mayBeNa: true,
  isCritical: false,
})

/** A category with its first criterion. */
export const newCategory = (): ScorecardCategory => ({
  id: newKey('category'),
  name: '',
  weight: 10,
  criteria: [newCriterion()],
})

/** A card to begin with. */
export const newScorecard = (): Scorecard => ({ categories: [newCategory()] })

/** The card with one category changed; null takes it out. */
export const withCategory = (
  { categories }: Scorecard,
  id: string,
  change: (category: ScorecardCategory) => ScorecardCategory | null,
): Scorecard => ({ categories: categories.flatMap((one) => (one.id === id ? (change(one) ?? []) : [one])) })

/** The category with one criterion changed; null takes it out. */
export const withCriterion = (
  category: ScorecardCategory,
  id: string,
  change: (criterion: Criterion) => Criterion | null,
): ScorecardCategory => ({
  ...category,
  criteria: category.criteria.flatMap((one) => (one.id === id ? (change(one) ?? []) : [one])),
})

/** The list with one of it moved by a place; as it was where there is none to move to. */
export function moved<Item extends Readonly<{ id: string }>>(
  items: readonly Item[],
  id: string,
  by: -1 | 1,
): readonly Item[] {
  const from = items.findIndex((one) => one.id === id)
  const to = from + by
  if (from < 0 || to < 0 || to >= items.length) return items
  const next = [...items]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}
