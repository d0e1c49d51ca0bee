import type { AskedToken, Search, Term } from './parse-search.ts'
import { type Searchable, searchableOf } from './tokens.ts'

const hasToken = (tokens: ReadonlySet<string>, { text, isPrefix }: AskedToken): boolean =>
  tokens.has(text) || (isPrefix && tokens.values().some((token) => token.startsWith(text)))

const holds = ({ tokens, line }: Searchable, term: Term): boolean =>
  (term.stretch === null || line.includes(term.stretch)) &&
  term.tokens.every((token) => hasToken(tokens, token))

/** Whether what is kept of a text matches a search. */
export const matchesSearchable = ({ terms }: Search, kept: Searchable): boolean =>
  terms.every((term) => holds(kept, term))

/** Whether a text matches a search. This is the definition; an index may only be quicker. */
export const matches = (search: Search, text: string): boolean =>
  matchesSearchable(search, searchableOf(text))

/** Of many searches, those that a text matches, in time that hardly depends on how many there are. */
export type Finder<Key> = (text: string) => Key[]

/** Looks for many searches at once: each waits under its first token, and is compared where that begins one of the text's. */
export function createFinder<Key>(searches: readonly (readonly [Key, Search])[]): Finder<Key> {
  const waiting = Map.groupBy(searches, ([, { terms }]) => terms[0]?.tokens[0]?.text ?? '')
  const lengths = [...new Set([...waiting.keys()].map(({ length }) => length))]
  return (text) => {
    const kept = searchableOf(text)
    const begun = new Set<string>()
    for (const token of kept.tokens) {
      for (const length of lengths) {
        const start = token.slice(0, length)
        if (start.length === length && waiting.has(start)) begun.add(start)
      }
    }
    return [...begun]
      .flatMap((start) => waiting.get(start) ?? [])
      .flatMap(([key, search]) => (matchesSearchable(search, kept) ? [key] : []))
  }
}
