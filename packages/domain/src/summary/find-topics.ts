import { fold } from '../search/fold.ts'
import { stemOf } from './content-words.ts'
import type { Sentence } from './read-sentences.ts'
import { isTopical } from './topical-words.ts'

const topicsMax = 5
const lettersMin = 4
const readMax = 4_000
/** Addresses, and what has a digit in it, are no words. */
const code = /\S*[@\d/]\S*|\bwww\.\S+/gu
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

type Term = { shown: string; turns: Set<number>; weight: number }

/**
 * A few words that a session was about, the most salient first, in small letters: said in several turns, by the contact
 * rather than by us, and in what the summary took. Words of scripts without spaces are told by Intl.Segmenter.
 */
export function findTopics(sentences: readonly Sentence[], chosen: ReadonlySet<Sentence>): string[] {
  const terms = new Map<string, Term>()
  let read = 0
  for (const sentence of sentences) {
    if (read > readMax) break
    read += sentence.text.length
    const weight =
      (sentence.from === 'contact' ? 1.5 : 1) *
      (chosen.has(sentence) ? 2 : 1) *
      (sentence.acts.isFiller ? 0.2 : 1)
    for (const word of new Set(wordsOf(sentence.text))) count(terms, word, { sentence, weight })
  }
  const several = [...terms.values()].filter(({ turns, weight }) => turns.size > 1 || weight >= 2)
  return several
    .toSorted((a, b) => b.weight * Math.sqrt(b.turns.size) - a.weight * Math.sqrt(a.turns.size))
    .slice(0, topicsMax)
    .map(({ shown }) => shown)
}

function count(
  terms: Map<string, Term>,
  word: string,
  { sentence, weight }: Readonly<{ sentence: Sentence; weight: number }>,
): void {
  const key = stemOf(fold(word))
  const term = terms.get(key) ?? { shown: word, turns: new Set<number>(), weight: 0 }
  term.turns.add(sentence.turn)
  term.weight += weight
  terms.set(key, term)
}

let segmenter: Intl.Segmenter | undefined

function wordsOf(text: string): string[] {
  const spaced = [...text.replaceAll(code, ' ').matchAll(/[\p{L}\p{M}][\p{L}\p{M}-]*/gu)]
    .map(([word]) => word.toLowerCase())
    .filter((word) => !unspaced.test(word) && word.length >= lettersMin && isTopical(fold(word)))
  if (!unspaced.test(text)) return spaced
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  const dense = [...segmenter.segment(text)]
    .filter(({ segment, isWordLike }) => isWordLike === true && unspaced.test(segment))
    .map(({ segment }) => segment)
    .filter((word) => [...word].length > 1 && isTopical(word))
  return [...spaced, ...dense]
}
