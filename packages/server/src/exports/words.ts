import { accentWords, formatMessage, type MessageLocale } from '@rapport/domain'
import en from './words/en.json' with { type: 'json' }
import html from './words/html.en.json' with { type: 'json' }
import xlsx from './words/xlsx.en.json' with { type: 'json' }

/** What files say in their own words: headers, states, what happened. A key that is not known is answered as it is. */
export type Word = (key: string, values?: Readonly<Record<string, string | number>>) => string

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { ...en, ...xlsx, ...html },
}
/** English with accents on every letter: shows in a test which words come from here. */
const pseudo = 'en-XA'

/** The words of a language, or of English where there are none in it: a file in another language is better than none. */
export function wordsIn(language: string): Word {
  const [tongue = 'en'] = language.toLowerCase().split('-')
  const tag = Object.hasOwn(catalogues, tongue) ? tongue : 'en'
  const catalogue = catalogues[tag] ?? {}
  const locale: MessageLocale = language === pseudo ? { tag: 'en', transform: accentWords } : { tag }
  return (key, values = {}) => formatMessage(catalogue[key] ?? key, values, locale)
}
