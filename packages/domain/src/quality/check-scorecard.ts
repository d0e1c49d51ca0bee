import type { Criterion, Scorecard, ScorecardCategory } from './scorecard.ts'

/** What is wrong with something that was put in: where, as a path of keys, and what. */
export type QualityProblem = Readonly<{ path: readonly (string | number)[]; message: string }>

/** How much one scorecard holds at most: more than anybody judges of one session. */
export const scorecardMax = { categories: 20, criteria: 100, points: 10 } as const

/**
 * Everything that keeps a scorecard from being used; none where it can be. Reckoning by one that passed never divides by
 * nothing: every category has a criterion, and weights are positive in sum, over the card and in each category.
 */
export function checkScorecard({ categories }: Scorecard): readonly QualityProblem[] {
  const criteria = categories.flatMap((category) => category.criteria)
  return [
    ...(categories.length === 0 ? [problem(['categories'], 'must have one at least')] : []),
    ...(categories.length > scorecardMax.categories
      ? [problem(['categories'], `must be at most ${scorecardMax.categories}`)]
      : []),
    ...(criteria.length > scorecardMax.criteria
      ? [problem(['categories'], `must have at most ${scorecardMax.criteria} criteria`)]
      : []),
    ...checkWeights(categories, ['categories']),
    ...checkUnique(categories.map(({ id }, i) => ({ id, path: ['categories', i, 'id'] }))),
    ...checkUnique(placed(categories).map(({ criterion: { id }, path }) => ({ id, path: [...path, 'id'] }))),
    ...categories.flatMap(checkCategory),
    ...placed(categories).flatMap(({ criterion, path }) => checkCriterion(criterion, path)),
  ]
}

type Path = QualityProblem['path']

const problem = (path: Path, message: string): QualityProblem => ({ path, message })

const placed = (
  categories: readonly ScorecardCategory[],
): readonly Readonly<{ criterion: Criterion; path: Path }>[] =>
  categories.flatMap(({ criteria }, i) =>
    criteria.map((criterion, j) => ({ criterion, path: ['categories', i, 'criteria', j] })),
  )

function checkCategory({ criteria }: ScorecardCategory, i: number): readonly QualityProblem[] {
  const path = ['categories', i, 'criteria']
  if (criteria.length === 0) return [problem(path, 'must have one at least')]
  return checkWeights(criteria, path)
}

function checkWeights(of: readonly Readonly<{ weight: number }>[], path: Path): readonly QualityProblem[] {
  const wrong = of.flatMap(({ weight }, i) =>
    Number.isFinite(weight) && weight >= 0
      ? []
      : [problem([...path, i, 'weight'], 'must be a number from 0 on')],
  )
  if (wrong.length > 0 || of.length === 0 || of.some(({ weight }) => weight > 0)) return wrong
  return [problem([...path, 0, 'weight'], 'must not be 0 for all of them')]
}

function checkUnique(ids: readonly Readonly<{ id: string; path: Path }>[]): readonly QualityProblem[] {
  const seen = new Set<string>()
  return ids.flatMap(({ id, path }) => {
    const isAgain = seen.has(id)
    seen.add(id)
    return isAgain ? [problem(path, 'must not stand twice')] : []
  })
}

function checkCriterion({ scale }: Criterion, path: Path): readonly QualityProblem[] {
  if (scale.kind === 'yes_no') return []
  const isScale = Number.isInteger(scale.max) && scale.max >= 1 && scale.max <= scorecardMax.points
  return isScale
    ? []
    : [problem([...path, 'scale', 'max'], `must be a whole number from 1 to ${scorecardMax.points}`)]
}
