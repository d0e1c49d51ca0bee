import type { AgentId, ScorecardId } from '../ids.ts'
import type { SessionList } from '../session/lists.ts'

/** By what a sample is divided, so that each part gets its share. */
export const strata = ['agent', 'inbox', 'team'] as const
export type Stratum = (typeof strata)[number]

/** How a queue draws: that many sessions of each week at random, evenly from each stratum where one is named. */
export type Sample = Readonly<{ perWeek: number; stratum: Stratum | null }>

/** From which sessions reviewers draw, how many, and how many each of them is to review in a week. */
export type ReviewQueue = Readonly<{
  list: SessionList
  filter: string
  sample: Sample
  /** Null: a score and notes without a scorecard. */
  scorecardId: ScorecardId | null
  reviewerIds: readonly AgentId[]
  weeklyGoal: number
}>
