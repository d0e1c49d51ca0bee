import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { LocaleId } from '../bridge/choose-locale.ts'
import type { Translate } from './catalogue.ts'

/** The language everything in the panel is shown in. */
export type Words = Readonly<{ t: Translate; locale: LocaleId }>

export const WordsContext = createContext<Words>({ t: (key) => key, locale: 'en' })

/** The visitor's language: `const { t } = useWords()`. */
export const useWords = (): Words => useContext(WordsContext)

/** The calendar day of a moment where the visitor is, as a text to compare. */
export const dayOf = (at: number): string => new Date(at).toDateString()

/** A day as people say it: today, yesterday, or its date. */
export function sayDay({ t, locale }: Words, at: number, now = Date.now()): string {
  if (dayOf(at) === dayOf(now)) return t('day.today')
  if (dayOf(at) === dayOf(now - 86_400_000)) return t('day.yesterday')
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const form: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
  if (!isThisYear) form.year = 'numeric'
  return new Intl.DateTimeFormat(locale, form).format(at)
}

// One for each language: making one takes far longer than a time, and a long talk has hundreds of times.
const clocks = new Map<LocaleId, Intl.DateTimeFormat>()

/** The time of day, short. */
export function sayTime({ locale }: Words, at: number): string {
  const clock = clocks.get(locale) ?? new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  clocks.set(locale, clock)
  return clock.format(at)
}

const units = ['byte', 'kilobyte', 'megabyte'] as const

/** A size in bytes, in the largest unit that leaves a number over one. */
export function sayBytes({ locale }: Words, bytes: number): string {
  const power = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2
  const form = {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const
  return new Intl.NumberFormat(locale, form).format(bytes / 1000 ** power)
}
