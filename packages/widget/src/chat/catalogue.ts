import { formatMessage, type MessageArgs } from '@rapport/domain'
import type { LocaleId } from '../bridge/choose-locale.ts'
import type english from '../locales/en.json'

/** The name of a message; a misspelt one fails the type check. */
export type MessageKey = keyof typeof english
export type Catalogue = Readonly<Record<MessageKey, string>>

/** Says a message in the visitor's language. */
export type Translate = (key: MessageKey, args?: MessageArgs) => string

const catalogues: Readonly<Record<LocaleId, () => Promise<{ default: Catalogue }>>> = {
  en: () => import('../locales/en.json'),
  zh: () => import('../locales/zh.json'),
  cs: () => import('../locales/cs.json'),
  id: () => import('../locales/id.json'),
  ar: () => import('../locales/ar.json'),
}

/** Loads one language's words, and no other's: each is a chunk of its own. */
export async function loadTranslate(locale: LocaleId): Promise<Translate> {
  const { default: catalogue } = await catalogues[locale]()
  return (key, args = {}) => formatMessage(catalogue[key], args, { tag: locale })
}
