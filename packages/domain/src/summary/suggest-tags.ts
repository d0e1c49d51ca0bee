import { fold } from '../search/fold.ts'
import { readWords } from '../search/read-words.ts'
import { isTelling, stemOf } from './content-words.ts'
import type { Turn } from './turn.ts'

const suggestedMax = 3
/** A word this long is known by its beginning too: `refund` in "refunded". */
const beginningMin = 5

/** A tag by its name, as a workspace has it. */
export type NamedTag<Id extends string = string> = Readonly<{ id: Id; name: string }>

/**
 * The tags, at most three, whose names the contact's own words hold: every telling word of a name, in any order and
 * ending. Said more often comes first, then the longer name. Nothing is guessed: a tag whose words nobody said is none.
 */
export function suggestTags<Id extends string>(turns: readonly Turn[], tags: readonly NamedTag<Id>[]): Id[] {
  const said = readWords(
    turns
      .filter(({ from }) => from === 'contact')
      .map(({ text }) => text.slice(0, 2_000))
      .join('\n')
      .slice(0, 20_000),
  )
  const counts = new Map<string, number>()
  for (const { text, isDense } of said) {
    const key = isDense ? text : stemOf(text)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const timesOf = (word: string, isDense: boolean): number => {
    const stem = stemOf(word)
    let times = 0
    for (const [key, count] of counts) {
      const isHeld = isDense
        ? key.includes(word)
        : key === stem || (stem.length >= beginningMin && key.startsWith(stem))
      if (isHeld) times += count
    }
    return times
  }
  return tags
    .map(({ id, name }) => {
      const words = readWords(fold(name)).filter(({ text, isDense }) => isDense || isTelling(text))
      const times =
        words.length === 0 ? 0 : Math.min(...words.map(({ text, isDense }) => timesOf(text, isDense)))
      return { id, times, length: words.length }
    })
    .filter(({ times }) => times > 0)
    .toSorted((a, b) => b.times - a.times || b.length - a.length)
    .slice(0, suggestedMax)
    .map(({ id }) => id)
}
