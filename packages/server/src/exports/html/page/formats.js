import { readData } from './elements.js'

export const common = readData(document.querySelector('#common'))
export const word = (key) => common.words[key]

const { language, timeZone } = common

// In the heading of each session: who it was with, and its number.
const headed = ['contact', 'contactName', 'number']
/** The columns besides what heads each session: place, name, header. */
export const besides = common.columns.flatMap(([name, header], place) =>
  headed.includes(name) ? [] : [{ place, header }],
)
const formats = {
  moment: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  exact: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', timeZone }),
  day: new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone }),
  time: new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }),
  number: new Intl.NumberFormat(language, { maximumFractionDigits: 6 }),
}

export const momentText = (at) => formats.moment.format(at)
export const exactText = (at) => formats.exact.format(at)
export const dayText = (at) => formats.day.format(at)
export const timeText = (at) => formats.time.format(at)
export const numberText = (value) => formats.number.format(value)

function durationText(ms) {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const two = (value) => String(value).padStart(2, '0')
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return ms < 0 ? `-${clock}` : clock
}

export function bytesText(bytes) {
  const [unit, size] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6]
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 })
  return format.format(Math.max(size, 0.1))
}

/** What a column shows: a number, a moment (`m`), a duration (`d`) or a text, as it is written in the page's language. */
export function cellText(cell) {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'string') return cell
  return 'm' in cell ? momentText(cell.m) : durationText(cell.d)
}
