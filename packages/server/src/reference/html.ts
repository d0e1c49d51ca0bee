/** A piece of a page that is safe to stand in one: whatever was put in has been escaped. */
export type Html = Readonly<{ html: string }>

type Piece = Html | string | number | null | readonly Html[]

/** Makes a piece of a page. Values are escaped unless they are pieces themselves; null leaves nothing. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const text = literals.map((literal, i) => (i === 0 ? literal : textOf(pieces[i - 1] ?? null) + literal))
  return { html: text.join('') }
}

function textOf(piece: Piece): string {
  if (piece === null) return ''
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece))
  return 'html' in piece ? piece.html : piece.map((one) => one.html).join('')
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

/** Words with `code` and *stress* in them, as the guide and the summaries are written. */
export function inline(text: string): Html {
  const pieces = text.split(/(`[^`]+`|\*[^*]+\*)/).map((piece) => {
    if (/^`.+`$/.test(piece)) return html`<code>${piece.slice(1, -1)}</code>`
    return /^\*.+\*$/.test(piece) ? html`<em>${piece.slice(1, -1)}</em>` : html`${piece}`
  })
  return html`${pieces}`
}
