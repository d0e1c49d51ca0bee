import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { formatMessage, type MessageArgs } from '@rapport/domain'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import english from './en.json' with { type: 'json' }
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatMoment,
  formatRelative,
  formatTime,
  isSameDay,
} from './formats.ts'

/** The words the kit itself says: close, retry, the names of states and channels. */
export type UiTextKey = keyof typeof english

type UiText = (key: UiTextKey, args?: MessageArgs) => string

/** The reader's language as the kit needs it; given once by the app, above everything. */
export type UiLocale = Readonly<{
  tag: string
  direction: 'ltr' | 'rtl'
  timeZone?: string | undefined
  text: UiText
}>

const plainEnglish: UiLocale = {
  tag: 'en',
  direction: 'ltr',
  text: (key, args = {}) => formatMessage(english[key], args, { tag: 'en' }),
}

const LocaleContext = createContext<UiLocale>(plainEnglish)

/** Gives the kit its language and direction. Parts without it speak English, so a test needs no wrapping. */
export function UiLocaleProvider({ locale, children }: { locale: UiLocale; children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <DirectionProvider direction={locale.direction}>
        <LocaleContext value={locale}>{children}</LocaleContext>
      </DirectionProvider>
    </CSPProvider>
  )
}

/** The reader's language and direction. */
export function useUiLocale(): UiLocale {
  return useContext(LocaleContext)
}

/** The kit's own words in the reader's language. */
export function useUiText(): UiText {
  return useContext(LocaleContext).text
}

/**
 * Times, counts and sizes as the reader writes them. Every number on a screen goes through here, so that none
 * is ever glued together by hand.
 */
export function useFormats() {
  const locale = useContext(LocaleContext)
  return useMemo(
    () => ({
      duration: (milliseconds: number) => formatDuration(milliseconds, locale),
      relative: (at: number, now: number) => formatRelative(at, now, locale, locale.text('ui.now')),
      ago: (at: number, now: number) => formatAgo(at, now, locale),
      moment: (at: number) => formatMoment(at, locale),
      time: (at: number) => formatTime(at, locale),
      day: (at: number, now: number) => {
        if (isSameDay(at, now, locale)) return locale.text('ui.today')
        if (isSameDay(at, now - 86_400_000, locale)) return locale.text('ui.yesterday')
        return formatDay(at, now, locale)
      },
      isSameDay: (a: number, b: number) => isSameDay(a, b, locale),
      count: (count: number, max?: number) => formatCount(count, locale, max),
      bytes: (bytes: number) => formatBytes(bytes, locale),
    }),
    [locale],
  )
}
