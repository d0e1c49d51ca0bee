import { readWords, type Word } from './read-words.ts'
import { pairsOf, tokenMax, tokenOf } from './tokens.ts'

/** A token that must be there: itself, or anything that begins with it. */
export type AskedToken = Readonly<{ text: string; isPrefix: boolean }>

/** One thing that a text must hold: words that stand together, the last of them perhaps only begun. */
export type Term = Readonly<{
  words: readonly Word[]
  isExact: boolean
  /** The tokens that every text with it has. */
  tokens: readonly AskedToken[]
  /** What the text's line must hold besides; null where the tokens say it all. */
  stretch: string | null
}>

/** A search: a text matches that holds all of its terms. */
export type Search = Readonly<{ terms: readonly Term[] }>

/** So many terms count; more are more than anybody means, and each costs. */
export const termsMax = 20

const quoted = /["“”„«»＂]/u

/**
 * Reads what somebody searches for. A word stands for all that begin with it; what is between quotes is as it is
 * written; what hangs together without a space (`AB-12345`, `don't`) stands together. Null when there is nothing in it
 * to look for: no letter and no digit.
 */
export function parseSearch(text: string): Search | null {
  const terms: Term[] = []
  const seen = new Set<string>()
  text.split(quoted).forEach((piece, i) => {
    const isExact = i % 2 === 1
    for (const chunk of isExact ? [piece] : piece.split(/\s+/u)) {
      const term = termOf(chunk, isExact)
      const key = term && `${isExact}${term.words.map((word) => word.text).join(' ')}`
      if (term === null || key === null || seen.has(key) || terms.length >= termsMax) continue
      seen.add(key)
      terms.push(term)
    }
  })
  return terms.length === 0 ? null : { terms }
}

/** A watch-word: like a search, but several words without quotes are a phrase. */
export function parseWatchWord(text: string): Search | null {
  if (quoted.test(text)) return parseSearch(text)
  const term = termOf(text, false)
  return term === null ? null : { terms: [term] }
}

function termOf(chunk: string, isExact: boolean): Term | null {
  const words = readWords(chunk)
  const [first] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined) return null
  const tokens = words.flatMap((word, i) => {
    if (word.isDense) return densePairs(word.text)
    const isWhole = word.text.length < tokenMax
    return [{ text: tokenOf(word.text), isPrefix: !isWhole || (i === words.length - 1 && !isExact) }]
  })
  const isTold =
    words.length === 1 && (first.isDense ? [...first.text].length <= 2 : first.text.length < tokenMax)
  const line = words.map((word) => word.text).join(' ')
  const stretch = `${first.isDense ? '' : ' '}${line}${last.isDense || !isExact ? '' : ' '}`
  return { words, isExact, tokens, stretch: isTold ? null : stretch }
}

/** The pairs of a part of a dense word; a single letter begins one. */
function densePairs(text: string): AskedToken[] {
  const pairs = pairsOf(text)
  if (pairs.length === 1) return [{ text, isPrefix: true }]
  return [...new Set(pairs.slice(0, -1))].map((pair) => ({ text: pair, isPrefix: false }))
}
