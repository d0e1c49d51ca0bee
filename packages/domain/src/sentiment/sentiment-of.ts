import type { Turn } from '../summary/turn.ts'
import type { Scorer } from './score-by-lexicon.ts'

/** A contact's mood, -100 (worst) to 100: over a session, and its course in up to 20 equal parts of their messages. */
export type Sentiment = Readonly<{ score: number; course: readonly number[] }>

/** So many parts a course has at most. */
export const courseMax = 20

const messagesMax = 400

/**
 * The contact's mood, message by message by `scorer`; later messages weigh up to three times as much as the first, because
 * what stays is how it ended. Null where the contact said nothing that it could be told by.
 */
export function sentimentOf(turns: readonly Turn[], scorer: Scorer): Sentiment | null {
  const scores = turns
    .filter(({ from }) => from === 'contact')
    .slice(-messagesMax)
    .flatMap(({ text }) => scorer(text) ?? [])
  if (scores.length === 0) return null
  const parts = Math.min(courseMax, scores.length)
  const course = Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * scores.length) / parts)
    const to = Math.floor(((part + 1) * scores.length) / parts)
    return hundredths(meanOf(scores.slice(from, to)))
  })
  return { score: hundredths(weighted(scores)), course }
}

/** What says nothing either way counts a third: a session of facts with one angry message is not a calm one. */
function weighted(scores: readonly number[]): number {
  let sum = 0
  let total = 0
  scores.forEach((score, i) => {
    const weight = (1 + (2 * i) / Math.max(1, scores.length - 1)) * (Math.abs(score) < 0.05 ? 0.35 : 1)
    sum += score * weight
    total += weight
  })
  return sum / total
}

const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** Never -0, which JSON does not have. */
const hundredths = (score: number): number => Math.max(-100, Math.min(100, Math.round(score * 100))) + 0
