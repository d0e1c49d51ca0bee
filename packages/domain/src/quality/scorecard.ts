import type { MessageId } from '../ids.ts'

/** How a criterion is judged: whole points from 0 to `max`, or met (1) or not (0). */
export type Scale = Readonly<{ kind: 'points'; max: number }> | Readonly<{ kind: 'yes_no' }>

/**
 * One thing a good session has. `weight` is relative to the others of its category. A critical one that got nothing
 * makes the whole score 0, whatever else was good.
 */
export type Criterion = Readonly<{
  id: string
  name: string
  description: string
  weight: number
  scale: Scale
  mayBeNa: boolean
  isCritical: boolean
}>

/** Criteria that belong together; `weight` is relative to the other categories. */
export type ScorecardCategory = Readonly<{
  id: string
  name: string
  weight: number
  criteria: readonly Criterion[]
}>

/** What a session is judged by. */
export type Scorecard = Readonly<{ categories: readonly ScorecardCategory[] }>

/** The judgement of one criterion: points, or null for not applicable; messages that show why. */
export type Answer = Readonly<{ value: number | null; comment: string; evidence: readonly MessageId[] }>

/** Judgements by the criteria's ids. What is not judged yet is missing. */
export type Answers = Readonly<Record<string, Answer>>

/** A scorecard's criteria, in its order. */
export const criteriaOf = ({ categories }: Scorecard): readonly Criterion[] =>
  categories.flatMap(({ criteria }) => criteria)

/** The most a criterion can get. */
export const topOf = (scale: Scale): number => (scale.kind === 'yes_no' ? 1 : scale.max)

/** The judgement of a criterion, where there is one. An object's own property: no name of a criterion finds another. */
export const answerTo = (answers: Answers, { id }: Pick<Criterion, 'id'>): Answer | undefined =>
  Object.hasOwn(answers, id) ? answers[id] : undefined
