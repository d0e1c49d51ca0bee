/**
 * Up to two letters that stand for a name: first and last word; one character of a name written only
 * in Chinese, Japanese or Korean. Whole graphemes only, so no accent or emoji is cut in half.
 */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const latin = words.filter(
    (word) => !/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word),
  )
  const chosen = latin.length > 0 ? latin : words
  const first = chosen[0]
  if (first === undefined) return '?'
  const last = chosen.length > 1 ? chosen.at(-1) : undefined
  return (firstLetter(first) + (last ? firstLetter(last) : '')).toUpperCase()
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstLetter(word: string): string {
  const start = word.search(/[\p{L}\p{N}]/u)
  for (const { segment } of graphemes.segment(word.slice(Math.max(0, start)))) return segment
  return ''
}
