import type { AgentView } from '@rapport/contract/light'
import type { AgentId } from '@rapport/domain'

/** Somebody who can be mentioned. */
export type Mentionable = Pick<AgentView, 'id' | 'name' | 'avatarUrl'>

/** A mention being written: where its @ stands, and what has been typed after it. */
export type MentionBegun = Readonly<{ at: number; query: string }>

const queryMax = 40

/** The mention that the caret is in, if it is in one: an @ at the beginning of a word, and what follows it. */
export function mentionAt(text: string, caret: number): MentionBegun | null {
  const at = text.lastIndexOf('@', caret - 1)
  if (at < 0 || caret - at > queryMax) return null
  const isWordStart = at === 0 || /[\s([{"'“‘]/.test(text.charAt(at - 1))
  const query = text.slice(at + 1, caret)
  return isWordStart && !/[\n@]|\s$/.test(query) ? { at, query } : null
}

/** The first few whose name, or a word of it, begins as the query does. */
export function findMentionable(people: readonly Mentionable[], query: string): readonly Mentionable[] {
  const wanted = query.toLocaleLowerCase()
  const begins = ({ name }: Mentionable) => {
    const lower = name.toLocaleLowerCase()
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted))
  }
  return people.filter(begins).slice(0, 6)
}

/** The text with a name put where the mention was begun, and where the caret belongs then. */
export function completeMention(
  text: string,
  { at, query }: MentionBegun,
  name: string,
): Readonly<{ text: string; caret: number }> {
  const put = `@${name} `
  const rest = text.slice(at + 1 + query.length).replace(/^ /, '')
  return { text: text.slice(0, at) + put + rest, caret: at + put.length }
}

/**
 * Whom a text mentions: everybody whose whole name stands after an @. Of two with one name it is the one who was
 * picked from the list.
 */
export function mentionedIn(
  text: string,
  people: readonly Mentionable[],
  picked: ReadonlySet<AgentId>,
): readonly AgentId[] {
  const byLength = people.toSorted(
    (a, b) => b.name.length - a.name.length || Number(picked.has(b.id)) - Number(picked.has(a.id)),
  )
  const found = new Set<AgentId>()
  for (const { index } of text.matchAll(/@/g)) {
    const rest = text.slice(index + 1)
    const person = byLength.find(
      ({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}_]/u.test(rest.slice(name.length)),
    )
    if (person) found.add(person.id)
  }
  return [...found]
}
