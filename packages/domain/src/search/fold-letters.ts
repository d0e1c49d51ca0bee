import { fold } from './fold.ts'

/** A letter as search compares it, and where in the text it came from, in UTF-16 units. */
export type FoldedLetter = Readonly<{ folded: string; from: number; to: number }>

/** More marks than this on one letter are decoration: what is beyond is passed over, so that no text is slow to read. */
const marksMax = 8
const mark = /^[\p{M}\uff9e\uff9f]$/u
const jamo = (code: number): boolean => code >= 0x1100 && code <= 0x11ff

/** Where the digits of other scripts begin; each has ten in a row. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xe50, 0xed0, 0x1040, 0x17e0]

function westernDigit(code: number): string | undefined {
  const zero = zeros.find((start) => code >= start && code < start + 10)
  return zero === undefined ? undefined : String(code - zero)
}

/** What nobody types: vowel points and the like, ways to draw a letter, and what joins or parts letters unseen. */
const unspoken =
  /\u00ad|[\u0591-\u05bd\u05bf-\u05c7]|\u0640|[\u064b-\u065f]|\u0670|\u200c|\u200d|[\ufe00-\ufe0f]|\p{Me}/gu

const known = new Map<string, string>()
const knownMax = 8_192

/** One letter with its marks, folded. What was taken apart is put together again, but for accents: 한 stays one letter. */
function foldCluster(cluster: string): string {
  const before = known.get(cluster)
  if (before !== undefined) return before
  const folded = [...fold(cluster).normalize('NFC').replace(unspoken, '')]
    .map((letter) => westernDigit(letter.codePointAt(0) ?? 0) ?? letter)
    .join('')
  if (cluster.length <= 4 && known.size < knownMax) known.set(cluster, folded)
  return folded
}

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase())

/** Han, kana and Hangul syllables as they stand, which are most of what is not Latin: nothing about them is folded. */
const isPlainDense = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3041 && code <= 0x3096) ||
  (code >= 0xac00 && code <= 0xd7a3)

/** Whether what follows may belong to the letter before it: a mark, or a further part of a Hangul syllable. */
function endOfCluster(text: string, from: number, code: number): number {
  let end = from + (code > 0xffff ? 2 : 1)
  if (jamo(code)) {
    while (end - from < 3 && jamo(text.charCodeAt(end))) end += 1
    return end
  }
  while (end < text.length && text.charCodeAt(end) >= 0x300) {
    const letter = String.fromCodePoint(text.codePointAt(end) ?? 0)
    if (!mark.test(letter)) break
    end += letter.length
  }
  return end
}

/**
 * A text's letters one after the other, each with its place: lower case, without accents, full-width and other digits as
 * 0 to 9. Total: half characters come out as they went in. The time is in proportion to the text, whatever it is.
 */
export function* foldLetters(text: string): Generator<FoldedLetter> {
  for (let from = 0; from < text.length; ) {
    const code = text.codePointAt(from) ?? 0
    const to = endOfCluster(text, from, code)
    if (to === from + 1 && code < 128) yield { folded: ascii[code] ?? '', from, to }
    else if (to === from + 1 && isPlainDense(code)) yield { folded: text.charAt(from), from, to }
    else yield { folded: foldCluster(text.slice(from, Math.min(to, from + 2 + marksMax))), from, to }
    from = to
  }
}
