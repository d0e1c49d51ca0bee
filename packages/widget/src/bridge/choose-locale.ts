/** The languages the widget speaks. */
export const localeIds = ['en', 'zh', 'cs', 'id', 'ar'] as const
export type LocaleId = (typeof localeIds)[number]

/** Old or regional names of the same languages. */
const aliases: Readonly<Record<string, LocaleId>> = { in: 'id', ms: 'id', sk: 'cs' }

/**
 * The first of the asked tags whose language the widget speaks, whatever its region or script; English otherwise.
 * Slovak and Malay readers get the neighbour's words rather than English.
 */
export function chooseLocale(asked: readonly (string | null | undefined)[]): LocaleId {
  for (const tag of asked) {
    const language = tag?.trim().toLowerCase().split(/[-_]/)[0] ?? ''
    const found =
      localeIds.find((id) => id === language) ??
      (Object.hasOwn(aliases, language) ? aliases[language] : undefined)
    if (found) return found
  }
  return 'en'
}

/** Which way a language is written. */
export const directionOf = (locale: LocaleId): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr')
