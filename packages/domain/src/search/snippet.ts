import type { Search, Term } from './parse-search.ts'
import { lineOf, type PlacedWord, placeWords } from './read-words.ts'
import { numbersIn } from './tokens.ts'

/** A piece of a snippet: what matches, or what stands between. */
export type SnippetPiece = Readonly<{ text: string; isMatch: boolean }>

type Range = Readonly<{ from: number; to: number }>

/** How much is shown before the first match, and in all, in UTF-16 units. */
const before = 60
const shownMax = 240
const matchesMax = 50

/**
 * The stretch of a text around the first match of a search, with all that matches in it marked: a found word whole, of
 * a dense one the part that was asked for. The beginning of the text when nothing matches.
 */
export function snippetOf(search: Search, text: string): SnippetPiece[] {
  const words = placeWords(text)
  const ranges = joined(search.terms.flatMap((term) => rangesOf(term, words)))
  const first = ranges[0]?.from ?? 0
  const start = first <= before ? 0 : startOfWord(text, first - before)
  const end = text.length - start <= shownMax ? text.length : whole(text, start + shownMax)
  return piecesOf(text, ranges, { from: start, to: end })
}

function rangesOf(term: Term, words: readonly PlacedWord[]): Range[] {
  const [asked] = term.words
  if (asked !== undefined && term.words.length === 1 && !asked.isDense)
    return words.flatMap((word) => inWord(word, asked.text, term.isExact)).slice(0, matchesMax)
  return inLine(term, words)
}

/** A word that begins with what is asked for is marked whole; in others, the number that does. */
function inWord(word: PlacedWord, asked: string, isExact: boolean): Range[] {
  if (word.isDense) return []
  const fits = (text: string) => (isExact ? text === asked : text.startsWith(asked))
  if (fits(word.text)) return [rangeOf(word, 0, word.text.length)]
  const number = numbersIn(word.text).find(({ text }) => fits(text))
  return number === undefined ? [] : [rangeOf(word, number.at, number.at + number.text.length)]
}

const rangeOf = ({ from, to }: PlacedWord, first: number, end: number): Range => ({
  from: from[first] ?? 0,
  to: to[end - 1] ?? 0,
})

/** Stretches are found in the line, and led back through the words they lie in. */
function inLine({ words: asked, isExact }: Term, words: readonly PlacedWord[]): Range[] {
  const lead = asked[0]?.isDense === true ? '' : ' '
  const trail = isExact && asked.at(-1)?.isDense !== true ? ' ' : ''
  const said = asked.map(({ text }) => text).join(' ')
  const starts = startsOf(words)
  return placesOf(lineOf(words), `${lead}${said}${trail}`).flatMap((at) => {
    const from = placeIn(words, starts, at + lead.length)
    const to = placeIn(words, starts, at + lead.length + said.length - 1)
    if (from === null || to === null) return []
    // The last word is marked whole, as a single one is.
    const last = to.word.isDense ? to.unit : to.word.text.length - 1
    return [{ from: from.word.from[from.unit] ?? 0, to: to.word.to[last] ?? 0 }]
  })
}

function placesOf(line: string, stretch: string): number[] {
  const places: number[] = []
  for (
    let at = line.indexOf(stretch);
    at >= 0 && places.length < matchesMax;
    at = line.indexOf(stretch, at + 1)
  )
    places.push(at)
  return places
}

function startsOf(words: readonly PlacedWord[]): number[] {
  let next = 1
  return words.map(({ text }) => {
    const start = next
    next += text.length + 1
    return start
  })
}

/** The word in which a place of the line lies, and which of its units that is. */
function placeIn(words: readonly PlacedWord[], starts: readonly number[], at: number) {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const word = words[low]
  return word === undefined ? null : { word, unit: at - (starts[low] ?? 0) }
}

function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && range.from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to) }
    else result.push(range)
  }
  return result
}

function startOfWord(text: string, near: number): number {
  const space = text.slice(near, near + before / 2).search(/\s/u)
  return whole(text, space < 0 ? near : near + space + 1)
}

/** Never between the halves of a letter. */
const whole = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at)

function piecesOf(text: string, ranges: readonly Range[], shown: Range): SnippetPiece[] {
  const pieces: SnippetPiece[] = []
  const add = (from: number, to: number, isMatch: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), isMatch })
  }
  const dots = { text: '…', isMatch: false }
  if (shown.from > 0) pieces.push(dots)
  let at = shown.from
  for (const { from, to } of ranges) {
    if (to <= at || from >= shown.to) continue
    add(at, from, false)
    add(Math.max(at, from), Math.min(to, shown.to), true)
    at = Math.min(to, shown.to)
  }
  add(at, shown.to, false)
  if (shown.to < text.length) pieces.push(dots)
  return pieces
}
