import { forgetBatches } from './batches.js'
import { element } from './elements.js'
import { numberText, word } from './formats.js'
import { drawList } from './list-view.js'
import { drawResults } from './results-view.js'
import { readTerms } from './search.js'
import { drawSession, neighbour } from './session-view.js'
import { placeOfKey, sessions } from './sessions.js'

const content = document.querySelector('#content')
const box = document.querySelector('#query')
const status = document.querySelector('#status')
let shown = null
let drawing = 0
let marks = []
let current = -1

/** What the address asks for. Anything else in it is the list. */
function readAddress() {
  const asked = new URLSearchParams(location.hash.slice(1))
  const query = asked.get('q') ?? ''
  const place = placeOfKey.get(
    asked.get('s') ?? (sessions.length === 1 && query === '' ? sessions[0].key : ''),
  )
  return { query, terms: readTerms(query), session: sessions[place], line: asked.get('l') }
}

function tell(text) {
  status.textContent = text
  status.hidden = text === ''
}

function draw() {
  const asked = readAddress()
  const before = shown
  drawing += 1
  const mine = drawing
  shown = asked
  marks = []
  forgetBatches()
  tell('')
  if (document.activeElement !== box) box.value = asked.query
  if (asked.session !== undefined) openSession(asked)
  else if (asked.terms.length > 0)
    void drawResults(content, asked, { isWanted: () => mine === drawing, tell })
  else openList(before)
}

function openList(before) {
  const { until } = drawList(content)
  const place = before?.session === undefined ? undefined : placeOfKey.get(before.session.key)
  if (place === undefined) return
  until(place)
  const link = content.querySelectorAll('a.stop')[place]
  link?.scrollIntoView({ block: 'center' })
  link?.focus({ preventScroll: true })
}

function openSession(asked) {
  drawSession(content, asked.session, asked)
  scrollTo(0, 0)
  marks = [...content.querySelectorAll('mark')]
  current = -1
  showMarks()
  const line = asked.line === null ? null : document.getElementById(`l${asked.line}`)
  if (line === null) document.querySelector('#title').focus({ preventScroll: true })
  else {
    const first = marks.findIndex((mark) => line.contains(mark))
    if (first >= 0) goToMark(first)
    else line.scrollIntoView({ block: 'center' })
    line.focus({ preventScroll: true })
  }
}

function showMarks() {
  const place = document.querySelector('#marks')
  if (place === null || marks.length === 0) return
  const step = (by, key, sign) =>
    element(
      'button',
      { type: 'button', 'aria-label': word(key), title: word(key), click: () => goToMark(current + by) },
      sign,
    )
  const count = element(
    'bdi',
    { role: 'status', dir: 'ltr' },
    `${current < 0 ? '–' : numberText(current + 1)} / ${numberText(marks.length)}`,
  )
  place.replaceChildren(step(-1, 'mark.previous', '↑'), count, step(1, 'mark.next', '↓'))
}

function goToMark(index) {
  if (marks.length === 0) return
  const focused = document.activeElement?.closest('#marks')
    ? document.activeElement.getAttribute('aria-label')
    : null
  marks[current]?.classList.remove('current')
  current = (index + marks.length) % marks.length
  marks[current].classList.add('current')
  marks[current].scrollIntoView({ block: 'center' })
  showMarks()
  if (focused !== null)
    [...document.querySelectorAll('#marks button')].find((button) => button.ariaLabel === focused)?.focus()
}

function moveFocus(by) {
  const stops = [...content.querySelectorAll('a.stop')]
  const at = stops.indexOf(document.activeElement)
  if (at + by < 0) box.focus()
  else (stops[at + by] ?? stops.at(-1))?.focus()
}

let waiting = 0
box.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    const address = box.value.trim() === '' ? '#' : `#q=${encodeURIComponent(box.value)}`
    const isSearching = shown.session === undefined && shown.terms.length > 0
    // What is typed letter by letter is one step back, not many.
    if (isSearching) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    draw()
  }, 150)
})
box.form.addEventListener('submit', (event) => {
  event.preventDefault()
  content.querySelector('a.stop')?.focus()
})

const keys = {
  '/': () => box.select(),
  ArrowDown: () => shown.session === undefined && moveFocus(1),
  ArrowUp: () => shown.session === undefined && moveFocus(-1),
  n: () => goToMark(current + 1),
  p: () => goToMark(current - 1),
  ']': () => step(1),
  '[': () => step(-1),
  Escape: () => leave(),
}

function step(by) {
  const address = shown.session && neighbour(shown.session, by, shown.query)
  if (address) location.hash = address
  return Boolean(address)
}

function leave() {
  if (shown.session !== undefined)
    location.hash = shown.query === '' ? '' : `q=${encodeURIComponent(shown.query)}`
  else location.hash = ''
  box.blur()
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const isTyping = event.target === box
  if (isTyping && !['ArrowDown', 'Escape'].includes(event.key)) return
  const act = keys[event.key]
  if (act !== undefined && act() !== false) event.preventDefault()
})
addEventListener('hashchange', draw)
addEventListener('popstate', draw)
draw()
