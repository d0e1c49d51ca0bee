import { foldLetters } from './fold-letters.ts'

/**
 * A word of a text, folded. Of scripts written without spaces, a word is all that stands together (`isDense`), and any
 * part of it can be asked for.
 */
export type Word = Readonly<{ text: string; isDense: boolean }>

/** A word that knows where each UTF-16 unit of its `text` came from. */
export type PlacedWord = Word & Readonly<{ from: readonly number[]; to: readonly number[] }>

/** So much of a text is read, in UTF-16 units; several times what a message may hold. */
const searchedMax = 100_000
const foldedMax = 200_000

const inWord = /^[\p{L}\p{M}\p{N}]$/u
const unspaced =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]$/u
const digit = /^\p{N}$/u

type Kind = 'none' | 'spaced' | 'dense'

const kinds = new Map<string, Kind>()
const kindsMax = 32_768

function kindOf(letter: string): Kind {
  const before = kinds.get(letter)
  if (before !== undefined) return before
  const kind = !inWord.test(letter)
    ? 'none'
    : unspaced.test(letter) && !digit.test(letter)
      ? 'dense'
      : 'spaced'
  if (kinds.size < kindsMax) kinds.set(letter, kind)
  return kind
}

type Draft = { text: string; isDense: boolean; from: number[]; to: number[] }

/** The words of a text in their order. Total, and in time proportional to the text. */
export const readWords = (text: string): readonly Word[] => read(text, false)

/** The same, with where each of their letters stands in the text. */
export const placeWords = (text: string): readonly PlacedWord[] => read(text, true)

function read(text: string, isPlaced: boolean): Draft[] {
  const words: Draft[] = []
  let isOpen = false
  let length = 0

  /** The word that a letter belongs to: the one before it, or a new one; none for what is between words. */
  function wordFor(kind: Kind): Draft | undefined {
    const isDense = kind === 'dense'
    const last = words.at(-1)
    const goesOn = isOpen && last?.isDense === isDense
    isOpen = kind !== 'none'
    if (!isOpen || goesOn) return isOpen ? last : undefined
    const word = { text: '', isDense, from: [], to: [] }
    words.push(word)
    return word
  }

  for (const { folded, from, to } of foldLetters(text.slice(0, searchedMax))) {
    length += folded.length
    if (length > foldedMax) break
    for (const letter of folded) {
      const word = wordFor(kindOf(letter))
      if (word === undefined) continue
      word.text += letter
      if (isPlaced) place(word, letter.length, { from, to })
    }
  }
  return words
}

function place(word: Draft, units: number, { from, to }: Readonly<{ from: number; to: number }>): void {
  for (let unit = 0; unit < units; unit += 1) {
    word.from.push(from)
    word.to.push(to)
  }
}

/** The words in their order as one text, a space before and after each: what phrases are looked for in. */
export const lineOf = (words: readonly Word[]): string =>
  words.length === 0 ? '' : ` ${words.map(({ text }) => text).join(' ')} `
