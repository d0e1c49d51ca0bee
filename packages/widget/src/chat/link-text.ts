/** A piece of a message: words, or a link with the words it stands under. */
export type TextPiece = Readonly<{ text: string; href?: string }>

const address = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/gi
const trailing = '.,;:!?…)]}»”’'

/**
 * Finds the web addresses in plain text. Only http and https become links, whatever the text claims; punctuation at the
 * end stays outside, but for brackets that the address itself opened.
 */
export function linkText(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const shown = trimEnd(match[0])
    const href = hrefOf(shown)
    if (href === null) continue
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) })
    pieces.push({ text: shown, href })
    end = match.index + shown.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

function trimEnd(found: string): string {
  // From the end by hand: a pattern that is anchored there begins anew at every bracket of a long row of them.
  let end = found.length
  while (end > 0 && trailing.includes(found.charAt(end - 1))) end -= 1
  const body = found.slice(0, end)
  return found.charAt(end) === ')' && body.includes('(') ? `${body})` : body
}

function hrefOf(shown: string): string | null {
  const url = URL.parse(/^www\./i.test(shown) ? `https://${shown}` : shown)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== ''
    ? url.href
    : null
}
