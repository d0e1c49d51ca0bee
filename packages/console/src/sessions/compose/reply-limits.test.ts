import { instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { cannotSendNow, howToTell } from './reply-limits.ts'

const minute = 60_000

test('a window closes on screen when its time comes, without asking the server', () => {
  const limits = { cannotSend: null, replyUntil: instant(10 * minute) }
  expect(cannotSendNow(limits, 9 * minute)).toBe(null)
  expect(cannotSendNow(limits, 10 * minute)).toBe('window_closed')
  expect(cannotSendNow({ cannotSend: 'not_connected', replyUntil: null }, 0)).toBe('not_connected')
})

test('the end of the time for a reply is quiet while far, and counted in its last hour', () => {
  const until = 48 * 60 * minute
  expect(howToTell(until, 0)).toBe('not')
  expect(howToTell(until, until - 5 * 60 * minute)).toBe('moment')
  expect(howToTell(until, until - 59 * minute)).toBe('countdown')
  expect([howToTell(until, until), howToTell(null, 0)]).toEqual(['not', 'not'])
})
