import { expect, test } from 'vitest'
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
import { initialsOf } from './initials.ts'

const en = { tag: 'en', timeZone: 'UTC' }
const now = Date.UTC(2026, 10, 20, 12)
const minutes = (count: number) => count * 60_000

test('a length of time shows minutes and seconds, hours only when there are any, and never less than nothing', () => {
  expect([0, 42_000, 134_999, 3_753_000, 90_000_000, -5].map((length) => formatDuration(length))).toEqual([
    '0:00',
    '0:42',
    '2:14',
    '1:02:33',
    '25:00:00',
    '0:00',
  ])
})

test('a length of two days and more is told in days and hours, in the words of the reader', () => {
  const hours = (count: number, tag = 'en') =>
    formatDuration(minutes(60 * count), { tag }).replaceAll('\u00a0', ' ')
  expect([47.99, 48, 49.5, 837.1].map((count) => hours(count))).toEqual([
    '47:59:24',
    '2 d',
    '2 d 1 h',
    '34 d 21 h',
  ])
  expect(hours(837, 'fr')).toBe('34 j 21 h')
})

test('a moment is now, minutes, hours, days, and then a date', () => {
  const ages = [0.5, 2, 59, 60, 23 * 60, 24 * 60, 6 * 24 * 60]
  const shown = ages.map((age) =>
    formatRelative(now - minutes(age), now, en, 'now').replaceAll('\u00a0', ' '),
  )
  expect(shown).toEqual(['now', '2 min', '59 min', '1 h', '23 h', '1 d', '6 d'])
  expect(formatRelative(now - minutes(2), now, { tag: 'en-GB' }, 'now').replaceAll('\u00a0', ' ')).toBe(
    '2 min',
  )
  expect(formatRelative(Date.UTC(2026, 8, 19), now, en, 'now')).toBe('Sep 19')
  expect(formatRelative(Date.UTC(2024, 8, 19), now, en, 'now')).toBe('Sep 19, 2024')
})

test('a moment that a faster clock puts in the future is now', () => {
  expect(formatRelative(now + 5000, now, en, 'now')).toBe('now')
})

test('days and times follow the zone of the reader', () => {
  const at = Date.UTC(2026, 10, 20, 23, 30)
  expect(formatTime(at, { tag: 'en-GB', timeZone: 'UTC' })).toBe('23:30')
  expect(formatTime(at, { tag: 'en-GB', timeZone: 'Asia/Tokyo' })).toBe('08:30')
  expect(formatDay(at, now, { tag: 'en-GB', timeZone: 'Asia/Tokyo' })).toBe('21 Nov')
  expect(isSameDay(at, at + minutes(60), en)).toBe(false)
  expect(isSameDay(at, at + minutes(60), { tag: 'en', timeZone: 'Asia/Tokyo' })).toBe(true)
})

test('a time of day and an exact moment count the hours alike, as the region of the reader does', () => {
  const at = Date.UTC(2026, 10, 20, 23, 30)
  const shown = ['en-US', 'en-GB'].flatMap((tag) => {
    const locale = { tag, timeZone: 'UTC' }
    return [formatTime(at, locale), formatMoment(at, locale)].map((words) => words.replaceAll('\u202f', ' '))
  })
  expect(shown).toEqual(['11:30 PM', 'Nov 20, 2026, 11:30:00 PM', '23:30', '20 Nov 2026, 23:30:00'])
})

test('a count says when counting stopped', () => {
  expect([formatCount(388, en, 10_000), formatCount(10_001, en, 10_000)]).toEqual(['388', '10,000+'])
})

test('file sizes are short and in the units of the system', () => {
  expect([0, 312_400, 2_500_000].map((bytes) => formatBytes(bytes, en))).toEqual([
    '0 bytes',
    '312 kB',
    '2.5 MB',
  ])
})

test('initials never cut a letter in half and prefer the readable part of a mixed name', () => {
  expect(['Markéta Kovářová', 'Li Chen 陈丽', '陈丽', 'e\u0301lan', '  ', '👋 Ana'].map(initialsOf)).toEqual([
    'MK',
    'LC',
    '陈',
    'E\u0301',
    '?',
    'A',
  ])
})

test('within a sentence a moment is a phrase, before and after now, and from a week on a day', () => {
  const ago = (ms: number) => formatAgo(now - ms, now, en)
  expect([ago(5_000), ago(5 * 60_000), ago(-3 * 3_600_000), ago(26 * 3_600_000)]).toEqual([
    'now',
    '5 minutes ago',
    'in 3 hours',
    'yesterday',
  ])
  expect(ago(8 * 86_400_000)).toBe('Nov 12')
})
