/** What a mood is called, the worst first. */
export const sentimentClasses = ['negative', 'neutral', 'positive'] as const
export type SentimentClass = (typeof sentimentClasses)[number]

/** From here on a mood is bad, or good: -100 to -20, and 20 to 100. */
export const negativeMax = -20
export const positiveMin = 20

/** The class of a mood from -100 to 100. */
export function sentimentClassOf(score: number): SentimentClass {
  if (score <= negativeMax) return 'negative'
  return score >= positiveMin ? 'positive' : 'neutral'
}
