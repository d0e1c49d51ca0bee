/// <reference path="./vader-sentiment.d.ts" />
import vader from 'vader-sentiment'

const charactersMax = 1_000

/**
 * How an English message sounds, -1 to 1, by VADER (Hutto and Gilbert 2014); null for one without letters or faces. Only
 * its beginning is read, as its time grows with the square of the text.
 */
export function scoreByVader(text: string): number | null {
  const read = text.slice(0, charactersMax)
  if (!/[\p{L}\p{Extended_Pictographic}]|[:;]-?[()D]/u.test(read)) return null
  return vader.SentimentIntensityAnalyzer.polarity_scores(read).compound
}
