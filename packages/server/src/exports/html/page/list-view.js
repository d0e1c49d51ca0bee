import { drawInBatches } from './batches.js'
import { element } from './elements.js'
import { besides, cellText, exactText, word } from './formats.js'
import { sessions } from './sessions.js'

function rowOf(session) {
  const link = element(
    'a',
    { href: `#s=${session.key}`, class: 'stop', dir: 'auto' },
    session.t || `#${session.n}`,
  )
  const number = element('span', { class: 'quiet number' }, `#${session.n}`)
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, link, ' ', number),
    ...besides.map(({ place, header }) => cellOf(session.c[place], header)),
  )
}

function cellOf(cell, header) {
  const isText = typeof cell === 'string'
  const title = cell !== null && typeof cell === 'object' && 'm' in cell ? exactText(cell.m) : null
  const attributes = { 'data-label': header, class: isText ? null : 'figure', title }
  return element(
    'td',
    attributes,
    element(isText ? 'span' : 'bdi', { dir: isText ? 'auto' : null }, cellText(cell)),
  )
}

/** All sessions of the file, with the columns that were chosen. */
export function drawList(into) {
  const body = element('tbody')
  const headers = [word('session'), ...besides.map(({ header }) => header)]
  const head = element(
    'tr',
    {},
    ...headers.map((header) => element('th', { scope: 'col', dir: 'auto' }, header)),
  )
  const table = element('table', { class: 'list' }, element('thead', {}, head), body)
  const { more, until } = drawInBatches(body, sessions, rowOf)
  into.replaceChildren(
    element('h1', { class: 'unseen' }, word('sessions')),
    element('div', { class: 'scroll' }, table),
    more,
  )
  return { until }
}
