import { readData } from './elements.js'
import { cellText } from './formats.js'
import { fold, has } from './search.js'

const holders = (name) =>
  new Map([...document.querySelectorAll(`script[data-${name}]`)].map((found) => [found.dataset[name], found]))
const said = holders('lines')
const files = holders('file')

/** The sessions of this file in its order, without what was said in them. */
export const sessions = [...holders('session')].map(([key, holder]) => ({ key, ...readData(holder) }))
export const placeOfKey = new Map(sessions.map(({ key }, place) => [key, place]))

/** What was said in a session. Read when it is asked for: thousands of talks need not be in memory twice. */
export const linesOf = ({ key }) => (said.has(key) ? readData(said.get(key)) : [])

/** A file's bytes, as base64. */
export const fileContent = (key) => files.get(key)?.textContent ?? ''

const factsText = ({ t, n, c }) => [t, `#${n}`, ...c.map(cellText)].join('\n')
// The contact's name is found once, above all that they wrote.
const lineText = ({ k, w, t, f = [] }) =>
  [k === 'contact' ? '' : w, t ?? '', ...f.map(({ n }) => n)].join('\n')

const pause = () => new Promise((go) => setTimeout(go))
const folded = new Map()

/** The texts of a session as search compares them: first its columns, then each line. */
function foldedTexts(session) {
  const known = folded.get(session.key)
  if (known !== undefined) return known
  const texts = [factsText(session), ...linesOf(session).map(lineText)].map(fold)
  folded.set(session.key, texts)
  return texts
}

/**
 * The sessions that have all terms, with the places to show: those that have all of them, else those that have some.
 * Place 0 is the columns, others are lines from 1. Works in short turns, and stops when nobody waits any more.
 */
export async function findSessions(terms, { isWanted, progress }) {
  const found = []
  let turn = performance.now()
  for (const [i, session] of sessions.entries()) {
    const texts = foldedTexts(session)
    const places = placesIn(texts, terms)
    if (places.length > 0) found.push({ session, places })
    if (performance.now() - turn > 24) {
      progress(i / sessions.length)
      await pause()
      if (!isWanted()) return null
      turn = performance.now()
    }
  }
  return found
}

function placesIn(texts, terms) {
  if (!terms.every((term) => texts.some((text) => has(text, term)))) return []
  const places = [...texts.keys()]
  const whole = places.filter((place) => terms.every((term) => has(texts[place], term)))
  return whole.length > 0 ? whole : places.filter((place) => terms.some((term) => has(texts[place], term)))
}
