import { expect, test } from 'vitest'
import { genericInputOf, inputOf, originsOf, valuesOf } from './inbox-values.ts'

test('origins are read one to a line, and a pasted address is cut to its origin', () => {
  expect(
    originsOf(' https://Shop.example.com/cart?x=1\n\nhttps://*.example.org, http://localhost:8080 '),
  ).toEqual(['https://shop.example.com', 'https://*.example.org', 'http://localhost:8080'])
})

test('an inbox whose sessions start with a bot names it, and any other names none', () => {
  const values = { ...valuesOf(null, 'Hi'), name: ' Shop ' }
  expect(inputOf(values)).toMatchObject({ name: 'Shop', startsIn: 'unassigned', botId: null, teamId: null })
  expect(inputOf({ ...values, starts: 'b1' })).toMatchObject({ startsIn: 'bot', botId: 'b1' })
})

test('a chat without a title is called as its inbox', () => {
  expect(inputOf({ ...valuesOf(null, 'Hi'), name: 'Shop' }).widget.title).toBe('Shop')
})

test('a generic channel without an address only receives, and one without a window may always be answered', () => {
  const values = { ...valuesOf(null, ''), name: 'Orders', channelLabel: ' Telegram ' }
  expect(genericInputOf(values)).toMatchObject({
    channelLabel: 'Telegram',
    settings: { url: null, deduplicates: false, replyWindowHours: null },
  })
  const settings = { url: ' https://a.test/in ', deduplicates: true, hasWindow: true, replyWindowHours: 24 }
  expect(genericInputOf({ ...values, settings }).settings).toEqual({
    url: 'https://a.test/in',
    deduplicates: true,
    replyWindowHours: 24,
  })
})
