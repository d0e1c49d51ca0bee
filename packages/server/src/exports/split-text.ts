/**
 * A text in pieces of at most `max` UTF-16 units that make it again when put together. Pieces end behind a line where one
 * ends in their second half, and never within a character.
 */
export function splitText(text: string, max: number): readonly string[] {
  const pieces: string[] = []
  let from = 0
  while (text.length - from > max) {
    const to = cutAt(text, from, max)
    pieces.push(text.slice(from, to))
    from = to
  }
  pieces.push(text.slice(from))
  return pieces
}

function cutAt(text: string, from: number, max: number): number {
  const line = text.lastIndexOf('\n', from + max - 1) + 1
  if (line > from + max / 2) return line
  const end = from + max
  const isWithinPair = isHighSurrogate(text.charCodeAt(end - 1))
  return isWithinPair ? end - 1 : end
}

/** A text that fits, with a sign at its end that there was more; never cut within a character. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const end = max - more.length
  return text.slice(0, isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end) + more
}

const more = '…'
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
