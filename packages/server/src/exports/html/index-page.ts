import type { ExportHead } from '../format.ts'
import { escapeHtml } from './escape-html.ts'
import { documentOpening, languageOf, origin } from './page-shell.ts'
import type { PlannedPage } from './plan-pages.ts'

/** The name of a page in the archive, by its number from 1. */
export const pageName = (nth: number): string => `sessions-${String(nth).padStart(4, '0')}.html`

/** The page that opens an archive: its files, with the numbers and dates of their sessions. It needs no script. */
export function indexPage(head: ExportHead, pages: readonly PlannedPage[]): string {
  const word = (key: string) => escapeHtml(head.word(`html.${key}`))
  const { timeZone } = head.options
  const language = languageOf(head)
  const number = new Intl.NumberFormat(language)
  const plain = new Intl.NumberFormat(language, { useGrouping: false })
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone })
  const span = (of: readonly [number, number] | null, format: (value: number) => string) => {
    if (of === null) return ''
    const [first, last] = of.map(format)
    return escapeHtml(first === last ? (first ?? '') : `${first} – ${last}`)
  }
  const rows = pages.map(({ sessions, numbers, moments, sum }, i) => {
    const name = pageName(i + 1)
    const cells = [
      [word('sessions'), number.format(sessions)],
      [word('numbers'), span(numbers, (value) => plain.format(value))],
      [word('dates'), span(moments, (value) => date.format(value))],
      [word('size'), `${number.format(Math.max(1, Math.round(sum.rawBytes / 1e5)) / 10)} MB`],
    ].map(([label, cell]) => `<td data-label="${label}"><bdi>${cell}</bdi></td>`)
    return `<tr><th scope="row"><a href="${name}">${name}</a></th>${cells.join('')}</tr>`
  })
  const total = pages.reduce((sum, { sessions }) => sum + sessions, 0)
  const headers = ['file', 'sessions', 'numbers', 'dates', 'size'].map(
    (key) => `<th scope="col">${word(key)}</th>`,
  )
  return (
    `${documentOpening(head, head.name, null)}<body>\n<header class="top"><div class="name">` +
    `<h1 class="home" dir="auto">${escapeHtml(head.name)}</h1><p class="quiet">${origin(head)}` +
    ` · ${word('sessions')}: ${number.format(total)}</p></div></header>\n` +
    `<main id="content"><p class="hint">${word('perFile')}</p><div class="scroll"><table class="list">` +
    `<thead><tr>${headers.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody></table></div></main>\n</body>\n</html>\n`
  )
}
