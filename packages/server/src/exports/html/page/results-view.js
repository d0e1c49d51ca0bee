import { drawInBatches } from './batches.js'
import { element } from './elements.js'
import { besides, cellText, momentText, numberText, word } from './formats.js'
import { rangesIn } from './search.js'
import { findSessions, linesOf } from './sessions.js'

const before = 60
const shownMax = 220
const placesMax = 4

/** A text with marks around what a search found in it. */
export function marked(text, ranges) {
  const pieces = []
  let at = 0
  for (const [from, to] of ranges) {
    pieces.push(text.slice(at, from), element('mark', {}, text.slice(from, to)))
    at = to
  }
  return [...pieces, text.slice(at)].filter((piece) => piece !== '')
}

/** The stretch of a text around what was found first. */
function snippet(text, terms) {
  const ranges = rangesIn(text, terms)
  const near = Math.max(0, (ranges[0]?.[0] ?? 0) - before)
  const start = near === 0 ? 0 : near + text.slice(near, near + before / 2).search(/\s/) + 1
  const end = Math.min(text.length, start + shownMax)
  const inside = ranges
    .filter(([from, to]) => from < end && to > start)
    .map(([from, to]) => [from - start, Math.min(to, end) - start])
  const shown = marked(text.slice(start, end), inside)
  return [start > 0 ? '…' : '', ...shown, end < text.length ? '…' : ''].filter((piece) => piece !== '')
}

const oneLine = (texts) => texts.filter((text) => text !== '').join(' · ')

const factsMax = 4

/** What columns say, by their names: those in which something was found, else the first. */
function factsFound(session, terms) {
  const facts = besides
    .map(({ place, header }) => ({ header, text: cellText(session.c[place]) }))
    .filter(({ text }) => text !== '')
  const found = facts.filter(({ text }) => rangesIn(text, terms).length > 0)
  return (found.length > 0 ? found : facts).slice(0, factsMax)
}

const factOf = ({ header, text }, terms) =>
  element(
    'span',
    { class: 'fact' },
    element('bdi', { class: 'quiet' }, header),
    ' ',
    element('span', { dir: 'auto' }, ...snippet(text, terms)),
  )

export const addressOf = (session, query, place = null) =>
  `#s=${session.key}${place === null ? '' : `&l=${place}`}&q=${encodeURIComponent(query)}`

/** Who wrote a line. The contact's name heads the result and is not said again. */
const whoOf = ({ k, w }, terms) =>
  k === 'contact' ? word('kind.contact') : element('bdi', {}, ...marked(w, rangesIn(w, terms)))

function hitOf({ session, lines }, place, { query, terms }) {
  const line = place === 0 ? null : lines[place - 1]
  const about = line === null ? [word('facts')] : [whoOf(line, terms), ` · ${momentText(line.at)}`]
  const said = line && oneLine([line.t ?? '', ...(line.f ?? []).map(({ n }) => n)])
  const text =
    line === null
      ? element(
          'span',
          { class: 'text' },
          ...factsFound(session, terms).flatMap((fact) => [factOf(fact, terms), ' ']),
        )
      : element('span', { class: 'text', dir: 'auto' }, ...snippet(said, terms))
  return element(
    'li',
    {},
    element(
      'a',
      { class: 'hit stop', href: addressOf(session, query, place) },
      element('span', { class: 'quiet' }, ...about),
      text,
    ),
  )
}

function resultOf({ session, places }, search) {
  const { query, terms } = search
  const lines = linesOf(session)
  const hits = places.slice(0, placesMax).map((place) => hitOf({ session, lines }, place, search))
  const rest = places.length - hits.length
  const title = session.t || `#${session.n}`
  const number = `#${session.n}`
  return element(
    'li',
    {},
    element(
      'h2',
      {},
      element(
        'a',
        { href: addressOf(session, query), dir: 'auto' },
        ...marked(title, rangesIn(title, terms)),
      ),
      ' ',
      element(
        'span',
        { class: 'quiet number' },
        ...marked(number, rangesIn(number, terms)),
        rest > 0 ? ` · ${word('places')}: ${numberText(places.length)}` : '',
      ),
    ),
    element('ol', {}, ...hits),
  )
}

/** Looks through the file and shows what has all the words of a search, as far as it is still wanted. */
export async function drawResults(into, search, { isWanted, tell }) {
  tell(`${word('searching')}…`)
  const progress = (part) => tell(`${word('searching')}… ${Math.round(part * 100)} %`)
  const found = await findSessions(search.terms, { isWanted, progress })
  if (found === null || !isWanted()) return
  tell(found.length === 0 ? word('none') : `${word('found')}: ${numberText(found.length)}`)
  const list = element('ol', { class: 'results' })
  const { more } = drawInBatches(list, found, (result) => resultOf(result, search))
  into.replaceChildren(element('h1', { class: 'unseen' }, word('found')), list, more)
}
