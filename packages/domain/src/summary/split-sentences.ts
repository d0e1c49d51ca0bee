/** Ends a sentence wherever it stands. */
const always = /[。！？；\n\r]/u
/** Ends a sentence where a space or nothing follows. */
const mayEnd = /[.!?…]/u
const closing = /["'”’»）)\]」』]/u
const abbreviation =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|vs|etc|approx|inc|ltd|dept|no|nr|tel|ext|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|a\.m|p\.m|z\.\s?b|d\.\s?h|bzw|ca|usw|např|tzn|atd|č|tj|dll|dsb|yth|sr|sra|ud|uds|pág|[a-z])$/iu

/**
 * The sentences of a text in their order, trimmed, each with the sign that ends it. A point in a number, an address or an
 * abbreviation ends none; neither does one before a small letter. Total, and in time proportional to the text.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const end = endAt(text, from, at)
    if (end === null) continue
    push(sentences, text.slice(from, end))
    from = end
    at = end - 1
  }
  push(sentences, text.slice(from))
  return sentences
}

function push(sentences: string[], piece: string): void {
  const sentence = piece.replaceAll(/\s+/gu, ' ').trim()
  if (sentence !== '') sentences.push(sentence)
}

/** Where a sentence ends whose last sign may stand here; null where it goes on. */
function endAt(text: string, from: number, at: number): number | null {
  const sign = text.charAt(at)
  if (always.test(sign)) return pastSigns(text, at + 1)
  if (!mayEnd.test(sign)) return null
  const end = pastSigns(text, at + 1)
  const next = text.charAt(end)
  if (next !== '' && !/\s/u.test(next)) return null
  if (sign === '.' && !isFullStop(text, { from, at, end })) return null
  return end
}

function pastSigns(text: string, start: number): number {
  let end = start
  while (
    end < text.length &&
    (mayEnd.test(text.charAt(end)) || closing.test(text.charAt(end)) || /[。！？]/u.test(text.charAt(end)))
  )
    end += 1
  return end
}

type Place = Readonly<{ from: number; at: number; end: number }>

function isFullStop(text: string, { from, at, end }: Place): boolean {
  const after = text.slice(end, end + 4).trimStart()
  if (/^\p{Ll}/u.test(after) && text.charAt(at - 1) !== ' ') return false
  return !abbreviation.test(text.slice(Math.max(from, at - 8), at))
}
