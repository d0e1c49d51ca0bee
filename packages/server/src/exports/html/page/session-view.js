import { element } from './elements.js'
import { besides, bytesText, cellText, dayText, exactText, timeText, word } from './formats.js'
import { addressOf, marked } from './results-view.js'
import { rangesIn } from './search.js'
import { fileContent, linesOf, placeOfKey, sessions } from './sessions.js'

// In these nothing can run. Everything else is saved, never shown.
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

/** Hands a file over as bytes without a meaning: a page in it is not opened as one. */
function save({ k, n }) {
  const bytes = Uint8Array.from(atob(fileContent(k)), (sign) => sign.charCodeAt(0))
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  element('a', { href: url, download: n }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function fileOf(file, mark) {
  const name = element('span', { class: 'file-name', dir: 'auto' }, ...mark(file.n))
  const size = element('bdi', { class: 'quiet' }, file.why ? word(`file.${file.why}`) : bytesText(file.b))
  const caption = [name, ' ', size]
  if (file.why) return element('li', { class: 'file' }, ...caption)
  const button = element(
    'button',
    { type: 'button', click: () => save(file), 'aria-label': `${word('file.save')} ${file.n}` },
    word('file.save'),
  )
  const isPicture = pictures.includes(file.m)
  const source = isPicture ? `data:${file.m};base64,${fileContent(file.k)}` : null
  return element(
    'li',
    { class: 'file' },
    isPicture ? element('img', { src: source, alt: file.n, loading: 'lazy' }) : null,
    element('span', { class: 'caption' }, ...caption, ' ', button),
  )
}

function lineOf(line, place, { mark, isSame }) {
  const { at, k, w, t, f = [] } = line
  const time = element('time', { datetime: new Date(at).toISOString(), title: exactText(at) }, timeText(at))
  const kind = k === 'note' ? [element('span', { class: 'badge' }, word('note'))] : []
  const who = element('span', { class: 'who', dir: 'auto' }, ...mark(w))
  const said =
    t === null
      ? element('p', { class: 'quiet' }, word('erased'))
      : element('p', { class: 'text', dir: 'auto' }, ...mark(t))
  const about = element('p', { class: isSame ? 'about same' : 'about' }, who, ...kind, time)
  const files =
    f.length > 0 ? element('ul', { class: 'files' }, ...f.map((file) => fileOf(file, mark))) : null
  const kindLabel = element('span', { class: 'unseen' }, word(`kind.${k}`))
  return element(
    'li',
    { id: `l${place}`, class: `line ${k}`, tabindex: '-1' },
    kindLabel,
    about,
    t === '' ? null : said,
    files,
  )
}

function talkOf(lines, mark) {
  const days = []
  let before = null
  for (const [i, line] of lines.entries()) {
    const day = dayText(line.at)
    if (days.at(-1)?.day !== day) days.push({ day, items: [] })
    const isSame =
      before !== null &&
      before.day === day &&
      before.k === line.k &&
      before.w === line.w &&
      line.at - before.at < 300_000
    days.at(-1).items.push(lineOf(line, i + 1, { mark, isSame }))
    before = { day, k: line.k, w: line.w, at: line.at }
  }
  return days.map(({ day, items }) =>
    element(
      'section',
      { class: 'day', 'aria-label': day },
      element('h2', {}, day),
      element('ol', {}, ...items),
    ),
  )
}

function factsOf(session, mark) {
  const pairs = besides.flatMap(({ place, header }) => {
    const text = cellText(session.c[place])
    if (text === '') return []
    return [
      element(
        'div',
        { class: text.length > 60 ? 'wide' : null },
        element('dt', { dir: 'auto' }, header),
        element('dd', { dir: 'auto' }, ...mark(text)),
      ),
    ]
  })
  return element('dl', { id: 'l0', class: 'facts', tabindex: '-1', 'aria-label': word('facts') }, ...pairs)
}

const beside = (session, step) => sessions[placeOfKey.get(session.key) + step]

function stepTo(session, label, sign) {
  if (session === undefined) return element('span', { class: 'step', 'aria-hidden': 'true' }, sign)
  return element('a', { class: 'step', href: `#s=${session.key}`, 'aria-label': label, title: label }, sign)
}

/** One session: what its columns say, and its talk by days. What a search looks for is marked. */
export function drawSession(into, session, { query, terms }) {
  const mark = terms.length === 0 ? (text) => [text] : (text) => marked(text, rangesIn(text, terms))
  const lines = linesOf(session)
  const back = query === '' ? ['#', word('all')] : [`#q=${encodeURIComponent(query)}`, word('found')]
  const rtl = document.documentElement.dir === 'rtl'
  const [left, right] = rtl ? ['→', '←'] : ['←', '→']
  const bar = element(
    'nav',
    { class: 'bar', 'aria-label': word('session') },
    element('a', { class: 'back', href: back[0] }, `${left} ${back[1]}`),
    element('span', { class: 'marks', id: 'marks' }),
    stepTo(beside(session, -1), word('previous'), left),
    stepTo(beside(session, 1), word('next'), right),
  )
  const title = element(
    'h1',
    { dir: 'auto', tabindex: '-1', id: 'title' },
    ...mark(session.t || `#${session.n}`),
  )
  const heading = element(
    'div',
    { class: 'heading' },
    title,
    element('span', { class: 'quiet number' }, `#${session.n}`),
  )
  const talk = lines.length > 0 ? talkOf(lines, mark) : [element('p', { class: 'empty' }, word('quiet'))]
  const region = element('section', { class: 'talk', 'aria-label': word('talk') }, ...talk)
  into.replaceChildren(bar, element('article', { class: 'session' }, heading, factsOf(session, mark), region))
}

export const neighbour = (session, step, query) => {
  const next = beside(session, step)
  return next === undefined ? null : query === '' ? `#s=${next.key}` : addressOf(next, query)
}
