import { formatMessage, parseMessage } from '@rapport/domain'
import { expect, test } from 'vitest'
import { chooseLocale, locales } from './locales.ts'
import { cataloguesByFolder, english } from './messages.ts'

test('every message can be read', () => {
  for (const [key, text] of Object.entries(english)) expect(() => parseMessage(text), key).not.toThrow()
})

test('every key begins with the folder it lives in, so that no two folders name the same', () => {
  for (const [folder, catalogue] of Object.entries(cataloguesByFolder)) {
    expect(Object.keys(catalogue).filter((key) => !key.startsWith(`${folder}.`))).toEqual([])
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
