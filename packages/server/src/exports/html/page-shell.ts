import type { ExportHead } from '../format.ts'
import { escapeHtml, scriptJson } from './escape-html.ts'
import { pagePolicy, pageScript, pageStyle } from './page-assets.ts'

const rightToLeft = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i

/** Words that the page's own script says, by the ends of their keys. */
const scriptWords = (
  'sessions session found none searching all previous next facts talk quiet erased note showMore places ' +
  'file.save file.gone file.large file.left kind.contact kind.agent kind.bot kind.note kind.system mark.previous mark.next'
).split(' ')

/** Which of several files a page is, from 1; null where it is the only one. */
export type Place = Readonly<{ nth: number; of: number }> | null

/** The language asked for as a calendar knows it; English where it is none. */
export function languageOf({ options }: ExportHead): string {
  try {
    return Intl.getCanonicalLocales(options.language)[0] ?? 'en'
  } catch (error) {
    if (error instanceof RangeError) return 'en'
    throw error
  }
}

/** What opens any page: its language, its policy before anything else, and its look. */
export function documentOpening(head: ExportHead, title: string, script: string | null): string {
  const language = languageOf(head)
  const direction = rightToLeft.test(language) ? 'rtl' : 'ltr'
  return (
    `<!doctype html>\n<html lang="${escapeHtml(language)}" dir="${direction}">\n<head>\n<meta charset="utf-8">\n` +
    `<meta http-equiv="Content-Security-Policy" content="${pagePolicy(script)}">\n` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n' +
    '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n' +
    `<title>${escapeHtml(title)}</title>\n<style>${pageStyle}</style>\n</head>\n`
  )
}

/** Where an export comes from and when it was made, in the language and zone that were asked for, each in its own direction. */
export function origin(head: ExportHead): string {
  const { timeZone } = head.options
  const made = new Intl.DateTimeFormat(languageOf(head), { dateStyle: 'long', timeStyle: 'short', timeZone })
  return [head.workspaceName, made.format(head.madeAt), timeZone]
    .map((told) => `<bdi>${escapeHtml(told)}</bdi>`)
    .join(' · ')
}

/** What stands before the sessions of a page: its banner with the search box, and what they have in common. */
export function pageOpening(head: ExportHead, place: Place, sessions: number): string {
  const word = (key: string) => escapeHtml(head.word(`html.${key}`))
  const count = new Intl.NumberFormat(languageOf(head)).format(sessions)
  const places = place === null ? '' : `<a class="quiet" href="index.html">${word('allFiles')}</a> `
  const nth = place === null ? '' : ` · ${place.nth} / ${place.of}`
  const common = {
    language: languageOf(head),
    timeZone: head.options.timeZone,
    columns: head.columns.map(({ name, header }) => [name, header]),
    words: Object.fromEntries(scriptWords.map((key) => [key, head.word(`html.${key}`)])),
  }
  return (
    `${documentOpening(head, head.name, pageScript)}<body>\n<a class="skip" href="#content">${word('skip')}</a>\n` +
    `<header class="top"><div class="name"><a class="home" href="#" dir="auto">${escapeHtml(head.name)}</a>` +
    `<p class="quiet">${places}${origin(head)} · ${word('sessions')}: ${count}${nth}</p></div>\n` +
    '<search><form id="search" autocomplete="off"><label class="unseen" for="query">' +
    `${word('search')}</label><input id="query" type="search" dir="auto" placeholder="${word('search')}" ` +
    'spellcheck="false"><kbd aria-hidden="true">/</kbd></form></search></header>\n' +
    '<p id="status" class="status" role="status" hidden></p>\n' +
    `<main id="content" tabindex="-1"><p class="empty">${word('loading')}</p><noscript><p class="empty">${word('noScript')}</p></noscript></main>\n` +
    `<script type="application/json" id="common">${scriptJson(common)}</script>\n`
  )
}

/** What stands after them. */
export const pageClosing = `<script>${pageScript}</script>\n</body>\n</html>\n`
