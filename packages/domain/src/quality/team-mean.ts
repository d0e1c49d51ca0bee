/** How far back coaching looks, in weeks: whole periods, so that no other stretch of time can be asked about. */
export const coachingWeeks = [4, 12, 24, 52] as const
export type CoachingWeeks = (typeof coachingWeeks)[number]

/** How long a period is, of which the team's mean is made. */
export const periodWeeks = 4

/** How many colleagues and how many of their reviews a period needs before it says anything of any of them. */
export const othersMin = { agents: 3, reviews: 6 } as const

/** What the reviews of one agent's work in a period come to. */
export type PeriodTotal = Readonly<{ period: number; agentId: string; reviews: number; sum: number }>

/**
 * The mean that an agent sees beside their own, in whole points; null where it would say too much.
 *
 * It is made of whole periods alone, each of which holds reviews of enough colleagues. A period that does not counts for
 * nothing in any mean. So whatever means an agent holds against each other, of a longer time and a shorter one, or of
 * this month and the next, they differ by such periods and never by one colleague's work.
 */
export function teamMean(totals: readonly PeriodTotal[], self: string): number | null {
  const told = [...Map.groupBy(totals, ({ period }) => period).values()]
    .filter((of) => isEnough(of, self))
    .flat()
  const count = told.reduce((sum, { reviews }) => sum + reviews, 0)
  return count === 0 ? null : Math.round(told.reduce((sum, one) => sum + one.sum, 0) / count)
}

function isEnough(totals: readonly PeriodTotal[], self: string): boolean {
  const others = totals.filter(({ agentId, reviews }) => agentId !== self && reviews > 0)
  const reviews = others.reduce((sum, one) => sum + one.reviews, 0)
  return (
    new Set(others.map(({ agentId }) => agentId)).size >= othersMin.agents && reviews >= othersMin.reviews
  )
}
