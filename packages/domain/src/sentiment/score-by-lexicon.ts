import { fold } from '../search/fold.ts'
import { badSigns, goodSigns, lexicons } from './lexicons.ts'

/** How a message sounds, -1 (worst) to 1; null where nothing in it tells. */
export type Scorer = (text: string) => number | null

const readMax = 2_000
const reach = 3
const letterMin = /\p{L}/u

type Weights = Readonly<{ of: ReadonlyMap<string, number>; longest: number }>
type Words = Readonly<{ weights: Weights; not: readonly string[]; very: readonly string[] }>

const known = new Map<string, Words>()

function wordsOf(language: string): Words | null {
  const lexicon = lexicons[language]
  if (lexicon === undefined) return null
  const before = known.get(language)
  if (before !== undefined) return before
  const of = new Map<string, number>()
  const add = (list: string | undefined, weight: number) => {
    for (const word of list?.split(' ') ?? []) of.set(word, weight)
  }
  add(lexicon.good, 1)
  add(lexicon.veryGood, 2)
  add(lexicon.bad, -1)
  add(lexicon.veryBad, -2)
  const longest = Math.max(...[...of.keys()].map(({ length }) => length))
  const words = { weights: { of, longest }, not: lexicon.not.split(' '), very: lexicon.very.split(' ') }
  known.set(language, words)
  return words
}

/**
 * A scorer by a small list of words and signs for a language; by signs alone where there is no list. A word of denial
 * shortly before turns a word round and weakens it, an emphasis strengthens it, and so does an exclamation mark.
 */
export function scorerByLexicon(language: string | null): Scorer {
  const words = language === null ? null : wordsOf(language)
  return (text) => {
    const read = text.slice(0, readMax)
    const signs = count(read, goodSigns) - count(read, badSigns)
    const hasSigns = count(read, goodSigns) + count(read, badSigns) > 0
    if (words === null) return hasSigns ? squashed(signs * 1.5) : null
    if (!letterMin.test(read) && !hasSigns) return null
    const folded = fold(read)
    const sum = language === 'zh' ? scoreDense(folded, words) : scoreSpaced(folded, words)
    return squashed((sum + signs * 1.5) * (/[!！]/u.test(read) ? 1.2 : 1))
  }
}

const count = (text: string, of: RegExp): number => text.match(of)?.length ?? 0

/** Towards -1 and 1 without reaching them, as VADER does. */
const squashed = (sum: number): number => sum / Math.sqrt(sum * sum + 6)

function scoreSpaced(text: string, { weights, not, very }: Words): number {
  const words = text.match(/\p{L}+(?:'t)?/gu) ?? []
  return words.reduce((sum, word, i) => {
    const weight = weightOf(word, weights)
    if (weight === 0) return sum
    const before = words.slice(Math.max(0, i - reach), i)
    const isDenied = before.some((one) => not.includes(one) || one.endsWith("n't"))
    const isStressed = before.some((one) => very.includes(one))
    return sum + weight * (isDenied ? -0.7 : 1) * (isStressed ? 1.4 : 1)
  }, 0)
}

/** The longest beginning of a word that is in the list; one of three letters must be the whole word. */
function weightOf(word: string, { of, longest }: Weights): number {
  for (let length = Math.min(word.length, longest); length >= 2; length -= 1) {
    const weight = of.get(word.slice(0, length))
    if (weight !== undefined && (length > 3 || length === word.length)) return weight
  }
  return 0
}

function scoreDense(text: string, { weights: { of, longest }, not, very }: Words): number {
  let sum = 0
  for (let at = 0; at < text.length; ) {
    const length = lengthAt(text, at, longest, of)
    if (length === 0) {
      at += 1
      continue
    }
    const before = text.slice(Math.max(0, at - reach), at)
    const isDenied = not.some((one) => before.endsWith(one) || before.slice(0, -1).endsWith(one))
    const isStressed = very.some((one) => before.endsWith(one))
    sum += (of.get(text.slice(at, at + length)) ?? 0) * (isDenied ? -0.7 : 1) * (isStressed ? 1.4 : 1)
    at += length
  }
  return sum
}

function lengthAt(text: string, at: number, longest: number, of: ReadonlyMap<string, number>): number {
  for (let length = longest; length > 0; length -= 1) if (of.has(text.slice(at, at + length))) return length
  return 0
}
