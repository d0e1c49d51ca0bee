import { useSyncExternalStore } from 'react'
import { chooseLocale, type Locale, localeOf } from './locales.ts'

/** A choice kept in this browser, the same in every tab of it. */
export type Preference<Value> = Readonly<{
  get: () => Value
  set: (value: Value) => void
  subscribe: (listener: () => void) => () => void
}>

/** Makes a kept choice. A browser that refuses storage still remembers it until the page is closed. */
export function createPreference<Value extends string>(
  key: string,
  read: (stored: string | null) => Value,
): Preference<Value> {
  const listeners = new Set<() => void>()
  let value = read(storageGet(key))
  const change = (next: Value) => {
    value = next
    for (const notify of listeners) notify()
  }
  addEventListener('storage', (event) => {
    if (event.key === key) change(read(event.newValue))
  })
  return {
    get: () => value,
    set: (next) => {
      storageSet(key, next)
      change(next)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function storageGet(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch (error) {
    return reportRefusal(error)
  }
}

function storageSet(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch (error) {
    reportRefusal(error)
  }
}

function reportRefusal(error: unknown): null {
  console.warn('This browser keeps no preferences', error)
  return null
}

/** Light, dark, or whatever the system says at the moment. */
export type Theme = 'light' | 'dark' | 'system'

/** The choices of theme, in the order menus show them. */
export const themes: readonly Theme[] = ['light', 'dark', 'system']

const theme = createPreference<Theme>('rapport.theme', (stored) =>
  stored === 'light' || stored === 'dark' ? stored : 'system',
)

const localeId = createPreference<string>('rapport.locale', (stored) => {
  const asked = new URLSearchParams(location.search).get('locale')
  return chooseLocale([asked, stored], navigator.languages).id
})

/** The chosen theme and how to change it. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(theme.subscribe, theme.get), theme.set]
}

/** The chosen language and how to change it. */
export function useLocale(): [Locale, (id: string) => void] {
  return [localeOf(useSyncExternalStore(localeId.subscribe, localeId.get)), localeId.set]
}

/** Puts theme, language and direction on the document, now and whenever they change. */
export function applyPreferences(root: HTMLElement): void {
  const apply = () => {
    if (theme.get() === 'system') root.removeAttribute('data-theme')
    else root.setAttribute('data-theme', theme.get())
    const locale = localeOf(localeId.get())
    root.lang = locale.id
    root.dir = locale.direction
  }
  localeId.set(localeId.get())
  theme.subscribe(apply)
  localeId.subscribe(apply)
  apply()
}
