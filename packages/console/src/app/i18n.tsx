import { formatMessage, type MessageArgs } from '@rapport/domain'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { type UiLocale, UiLocaleProvider } from '../ui/index.ts'
import { formatTagOf, type Locale } from './locales.ts'
import { englishOf, type MessageKey } from './messages.ts'
import { useLocale } from './preferences.ts'

/** Says a message in the reader's language: `t('inbox.mine')`, `t('inbox.waits', { time })`. */
export type Translate = (key: MessageKey, args?: MessageArgs) => string

/** The words of a locale as a function; the same for the same locale, so it can be a dependency. */
function createTranslate(locale: Locale): Translate {
  const { tag, transform } = locale
  const how = transform ? { tag, transform } : { tag }
  return (key, args = {}) => formatMessage(englishOf(key), args, how)
}

const TranslateContext = createContext<Translate>(
  createTranslate({ id: 'en', tag: 'en', name: 'English', direction: 'ltr' }),
)

/** Gives the app and the kit the chosen language. */
export function MessagesProvider({ children }: { children: ReactNode }) {
  const [locale] = useLocale()
  const translate = useMemo(() => createTranslate(locale), [locale])
  const uiLocale = useMemo<UiLocale>(
    () => ({ tag: formatTagOf(locale, navigator.languages), direction: locale.direction, text: translate }),
    [locale, translate],
  )
  return (
    <TranslateContext value={translate}>
      <UiLocaleProvider locale={uiLocale}>{children}</UiLocaleProvider>
    </TranslateContext>
  )
}

/** The words of the console: `const t = useMessages()`, then `t('inbox.mine')`. Keys come from the folders' en.json. */
export function useMessages(): Translate {
  return useContext(TranslateContext)
}
