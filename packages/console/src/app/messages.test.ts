import { formatMessage, parseMessage } from '@rapport/domain'
import { expect, test } from 'vitest'
import { lateCatalogues } from './late-messages.ts'
import { chooseLocale, locales } from './locales.ts'
import { earlyCatalogues, englishOf, loadLateMessages, type MessageKey } from './messages.ts'

const catalogues = [...Object.entries(earlyCatalogues), ...Object.entries(lateCatalogues)]
const english = Object.assign({}, ...catalogues.map(([, words]) => words)) as Record<MessageKey, string>

test('words that come late are not there before, and are all there after', async () => {
  expect(() => englishOf('tags.new')).toThrow('tags.new')
  await loadLateMessages()
  for (const key of Object.keys(english))
    expect(englishOf(key as MessageKey)).toBe(english[key as MessageKey])
})

test('every message can be read', () => {
  for (const [key, text] of Object.entries(english)) expect(() => parseMessage(text), key).not.toThrow()
})

test('every key begins with the folder it lives in, so that no two folders name the same', () => {
  for (const [folder, words] of catalogues) {
    expect(Object.keys(words).filter((key) => !key.startsWith(`${folder}.`))).toEqual([])
  }
})

test('in a made-up language no message stays as it was', () => {
  for (const { tag, transform } of locales) {
    if (!transform) continue
    const same = Object.values(english).filter(
      (text) =>
        /[a-z]/i.test(text.replace(/\{.*\}/g, '')) &&
        formatMessage(text, {}, { tag, transform }) === formatMessage(text, {}, { tag: 'en' }),
    )
    expect(same).toEqual([])
  }
})

test('what the address asks for wins, then what was chosen, then what the browser prefers, then English', () => {
  expect(chooseLocale(['ar-XB', 'en'], ['en-US']).id).toBe('ar-XB')
  expect(chooseLocale([null, 'en-XA'], ['en-US']).id).toBe('en-XA')
  expect(chooseLocale([null, 'tlh'], ['ar', 'en-GB']).id).toBe('en')
  expect(chooseLocale([null, null], ['zh-CN']).id).toBe('en')
})
