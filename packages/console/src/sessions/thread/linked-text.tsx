/** A text whose web addresses can be followed. Nothing else in it is ever taken for markup. */
export function LinkedText({ text }: { text: string }) {
  return splitLinks(text).map((part, index) =>
    part.href === null ? (
      part.text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
        key={index}
        href={part.href}
        target="_blank"
        rel="noreferrer nofollow"
        className="underline underline-offset-2"
      >
        {part.text}
      </a>
    ),
  )
}

type TextPart = Readonly<{ text: string; href: string | null }>

const address = /https?:\/\/[^\s<>"'`]+/gi
const trailing = /[.,;:!?)\]}»”’。，！？；：）】]+$/

/** The text in parts, those with an `href` being web addresses; a sentence's own full stop stays outside of one. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const found of text.matchAll(address)) {
    const href = found[0].replace(trailing, '')
    if (!URL.canParse(href)) continue
    if (found.index > end) parts.push({ text: text.slice(end, found.index), href: null })
    parts.push({ text: href, href })
    end = found.index + href.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null })
  return parts
}
