/// <reference path="./vader-sentiment.d.ts" />
import vader from 'vader-sentiment'

const charactersMax = 1_000
/** By which VADER brings a sum of valences between -1 and 1. */
const alpha = 15
const heldMax = 0.9999

/** Words that VADER hears as moods and a desk as its matter: what is wanted, offered, priced, answered. */
const matter =
  /\b(?:(?:would|'d|looks?|something|anything|feel) like|like to|(?:happy|glad) to|no need|help(?:s|ing)?|free|want(?:s|ed)?|(?:yes|no)(?=\s*(?:[,.!?]|$))|sure|cancel(?:led)?|part(?:y|ies)|interest(?:ed|ing)?|best|important|share|play|care|assist(?:ance)?|support|recommend(?:ed|ations?)?|credit|pay(?:ing|ment)?|okay|ok|alright|definitely|kind of|well|leav(?:e|es|ing)|attractions?|entertainment|accept(?:ed|s)?|certain(?:ly)?|gifts?|defect|dead)\b/giu
/** What people tell of a desk's work without any word of feeling: VADER's valences, of which a strong word has 3. */
const troubles: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:still (?:not|no|nothing|waiting|isn'?t|hasn'?t|haven'?t|doesn'?t|didn'?t|broken|wrong)|nobody|no one (?:answer|come|came|reply|replie|call)|never (?:came|arrived|got|received|worked)|(?:second|third|fourth) time|how (?:many times|much longer)|yet again|fed up|for (?:days|weeks|months))/iu,
    -2,
  ],
  [
    /\b(?:(?:has|have|did|does|is|do|was|were|would|could|can)n'?t (?:arrived?|come|came|work|working|open|print|help|load|here|fit|received?)|not (?:arrived?|working|here|received|what i ordered)|charged twice|overcharged|double[- ]charged|cracked|torn|leak(?:s|ing)|faulty|(?:is |are |be |arrived |came |too )late|delayed|wrong (?:size|item|colou?r|order|one|address)|doesn'?t (?:work|fit|open|print)|stopped working|(?:it'?s|is) dead)/iu,
    -1.5,
  ],
  [
    /(?<!not |n't |never )\b(?:works? (?:now|again|fine|perfectly)|(?:is|are|all|it'?s|that'?s|been|got) (?:solved|resolved|sorted|fixed)|that (?:helped|did it|fixed it|worked|solved)|it'?s working|life ?saver|so (?:quick|fast|helpful)|that was (?:quick|fast))/iu,
    2,
  ],
]

/**
 * How an English message sounds, -1 to 1, by VADER (Hutto and Gilbert 2014) without the words that are a desk's matter,
 * and with what people tell of its work; null for one without letters or faces. Only its beginning is read, as its time
 * grows with the square of the text.
 */
export function scoreByVader(text: string): number | null {
  const read = text.slice(0, charactersMax).replaceAll('’', "'")
  if (!/[\p{L}\p{Extended_Pictographic}]|[:;]-?[()D]/u.test(read)) return null
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(read.replaceAll(matter, ' '))
  const told = troubles.reduce((sum, [words, valence]) => sum + (words.test(read) ? valence : 0), 0)
  if (told === 0) return compound
  // Its very ends are sums without end, which nothing can be added to.
  const held = Math.max(-heldMax, Math.min(heldMax, compound))
  const sum = held / Math.sqrt(1 / alpha - (held * held) / alpha) + told
  return sum / Math.sqrt(sum * sum + alpha)
}
