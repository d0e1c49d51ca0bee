const charactersMax = 200

// Controls, and characters that are not seen or turn the direction of text: `gpj.exe` could be made to read `exe.jpg`.
const invisible =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu

/**
 * A file's name as it may be shown and offered for saving: its last part alone, on one line, as it reads, at most
 * 200 characters with its extension kept. It never names anything on our disks.
 */
export function cleanName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const visible = last
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (visible === '') return 'file'
  const characters = [...visible]
  if (characters.length <= charactersMax) return visible
  const extension = [...extensionOf(visible)]
  const kept = extension.length > 0 && extension.length <= 20 ? ['.', ...extension] : []
  return [...characters.slice(0, charactersMax - kept.length), ...kept].join('')
}

/** What stands behind the last dot, in lower case; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** A `Content-Disposition` for a clean name: plain ASCII for old readers, UTF-8 for the rest. */
export function dispositionOf(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
