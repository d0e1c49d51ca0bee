import { isPraise, withoutCourtesies } from '../summary/small-talk.ts'
import type { Scorer } from './score-by-lexicon.ts'

/** What praise that is only a nod tells of a mood: a little. */
const nodded = 0.15
/** Below this, words say nothing either way. */
const silent = 0.05
const hasLetters = /\p{L}/u

/**
 * A scorer that does not hear politeness: "please", "thank you" and good wishes stand in a complaint as in praise, so only
 * the words between them weigh. "Perfect, thanks" tells a little; what is nothing but polite is neither good nor bad.
 */
export const pastCourtesies =
  (scorer: Scorer): Scorer =>
  (text) => {
    const rest = withoutCourtesies(text)
    const score = scorer(rest)
    if (rest === text) return score
    if (score !== null && Math.abs(score) >= silent) return score
    if (isPraise(text)) return nodded
    return score ?? (hasLetters.test(text) && scorer(text) !== null ? 0 : null)
  }
