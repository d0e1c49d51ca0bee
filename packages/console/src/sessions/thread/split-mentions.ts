/** A part of a note's text; `name` is who it mentions, null for plain words. */
export type NotePart = Readonly<{ text: string; name: string | null }>

/** A note's text cut where somebody is mentioned: an @ and their whole name, and no more letters after it. */
export function splitMentions(text: string, names: readonly string[]): readonly NotePart[] {
  const longestFirst = names.toSorted((a, b) => b.length - a.length)
  const parts: NotePart[] = []
  let from = 0
  for (const { index } of text.matchAll(/@/g)) {
    const rest = text.slice(index + 1)
    const name = longestFirst.find(
      (one) => rest.startsWith(one) && !/^[\p{L}\p{N}_]/u.test(rest.slice(one.length)),
    )
    if (name === undefined || index < from) continue
    if (index > from) parts.push({ text: text.slice(from, index), name: null })
    from = index + 1 + name.length
    parts.push({ text: text.slice(index, from), name })
  }
  if (from < text.length) parts.push({ text: text.slice(from), name: null })
  return parts
}
