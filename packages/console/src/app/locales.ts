import { accentWords, mirrorWords } from '@rapport/domain'

/** A language of the console: its id in the URL, its tag for Intl, its own name and its direction. */
export type Locale = Readonly<{
  id: string
  tag: string
  name: string
  direction: 'ltr' | 'rtl'
  transform?: (words: string) => string
}>

const english: Locale = { id: 'en', tag: 'en', name: 'English', direction: 'ltr' }

/**
 * The languages on offer. The two made-up ones turn English into accents and into right-to-left letters, so that
 * a forgotten string or a one-sided layout is seen before a translator meets it.
 */
export const locales: readonly Locale[] = [
  english,
  { id: 'en-XA', tag: 'en', name: 'Ĥéļļö (test)', direction: 'ltr', transform: accentWords },
  { id: 'ar-XB', tag: 'ar-u-nu-latn', name: 'هيللو (test)', direction: 'rtl', transform: mirrorWords },
]

/** The locale of this id, or English. */
export function localeOf(id: string): Locale {
  return locales.find((locale) => locale.id === id) ?? english
}

/**
 * How the reader writes dates and numbers: as their own region does where it speaks this language, so that whoever
 * reads British English reads "2 Nov, 14:02" though the words are everybody's English.
 */
export function formatTagOf({ tag }: Locale, preferred: readonly string[]): string {
  return preferred.find((one) => one.split('-')[0] === tag) ?? tag
}

/**
 * The first locale that was asked for and exists: what the address says, then what was chosen before, then what
 * the browser prefers. Made-up locales are never taken by preference.
 */
export function chooseLocale(asked: readonly (string | null)[], preferred: readonly string[]): Locale {
  for (const id of asked) {
    const found = locales.find((locale) => locale.id === id)
    if (found) return found
  }
  for (const tag of preferred) {
    const found = locales.find(
      (locale) => !locale.transform && tag.split('-')[0] === locale.tag.split('-')[0],
    )
    if (found) return found
  }
  return english
}
