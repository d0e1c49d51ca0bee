/** How long a ban may last, as people choose it; `date` is until the end of a day they name. */
export const banLengths = ['always', 'day', 'week', 'month', 'date'] as const
export type BanLength = (typeof banLengths)[number]

const dayMs = 86_400_000
const days: Partial<Record<BanLength, number>> = { day: 1, week: 7, month: 30 }

/** The moment a ban ends that begins now; null for good, and undefined while no day, or one that is over, is named. */
export function banEnd(length: BanLength, date: string, now: number): number | null | undefined {
  if (length === 'always') return null
  const count = days[length]
  if (count !== undefined) return now + count * dayMs
  // The day belongs to whoever reads the calendar, so it ends when theirs does.
  const end = new Date(`${date}T23:59:59`).getTime()
  return Number.isNaN(end) || end <= now ? undefined : end
}
