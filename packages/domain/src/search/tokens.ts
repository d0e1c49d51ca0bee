import { lineOf, readWords, type Word } from './read-words.ts'

/** The longest token, in UTF-16 units: a longer word is found by its beginning, and then compared whole. */
export const tokenMax = 64
const lastDigits = 4

/** The beginning of a word that is kept as its token, never with half a letter. */
export function tokenOf(word: string): string {
  if (word.length <= tokenMax) return word
  const isCut = /[\ud800-\udbff]/.test(word.charAt(tokenMax - 1))
  return word.slice(0, isCut ? tokenMax - 1 : tokenMax)
}

/** A stretch of a word that can be asked for by itself. */
export type Part = Readonly<{ text: string; at: number }>

/** The numbers in a word that are not the word itself, and the last four digits of each, by which people name cards and orders. */
export function numbersIn(word: string): Part[] {
  const found: Part[] = []
  for (const { 0: digits, index } of word.matchAll(/\d+/g)) {
    if (digits.length < word.length) found.push({ text: digits, at: index })
    const ending = digits.length - lastDigits
    if (ending > 0) found.push({ text: digits.slice(ending), at: index + ending })
  }
  return found
}

/** The pairs of letters in a dense word, and its last letter alone, so that each letter begins a token. */
export function pairsOf(word: string): string[] {
  const letters = [...word]
  return letters.map((letter, i) => letter + (letters[i + 1] ?? ''))
}

/** What is kept of a text for search: its tokens, each once, and its words in a line. */
export type Searchable = Readonly<{ tokens: ReadonlySet<string>; line: string }>

/**
 * What a text is found by. A search that `matches` accepts asks for tokens that are among these: the index can only
 * narrow, never hide.
 */
export function searchableOf(text: string): Searchable {
  const words = readWords(text)
  return { tokens: tokensOf(words), line: lineOf(words) }
}

function tokensOf(words: readonly Word[]): Set<string> {
  const tokens = new Set<string>()
  for (const word of words) for (const token of tokensIn(word)) tokens.add(token)
  return tokens
}

function tokensIn({ text, isDense }: Word): string[] {
  if (isDense) return pairsOf(text)
  if (!/\d/.test(text)) return [tokenOf(text)]
  return [tokenOf(text), ...numbersIn(text).map((number) => tokenOf(number.text))]
}
