/** A text as words that compare: lower case, no accents, no signs. Works for any script. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** A text made ready for many comparisons: reading it costs more than comparing. */
export type Heard = Readonly<{ spaced: string; joined: string; hasUnspaced: boolean }>

/** Reads a text, or a phrase to look for. */
export function hear(text: string): Heard {
  const words = wordsOf(text)
  const joined = words.join('')
  return { spaced: ` ${words.join(' ')} `, joined, hasUnspaced: unspaced.test(joined) }
}

/**
 * Whether a text says a word or a phrase: its words one after the other, whole. In scripts that put no spaces between
 * words it is enough that the phrase occurs. A phrase is data, so it is compared, never run as a pattern.
 */
export function says(text: Heard, phrase: Heard): boolean {
  if (phrase.joined === '') return false
  return phrase.hasUnspaced ? text.joined.includes(phrase.joined) : text.spaced.includes(phrase.spaced)
}
