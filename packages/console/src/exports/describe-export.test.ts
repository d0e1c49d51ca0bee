import { formatMessage } from '@rapport/domain'
import { expect, test } from 'vitest'
import type { Translate } from '../app/index.ts'
import { describeCode, describeRhythm } from './describe-export.ts'
import words from './en.json' with { type: 'json' }

const t: Translate = (key, args = {}) =>
  formatMessage((words as Readonly<Record<string, string>>)[key] ?? '', args, { tag: 'en' })
const at = { time: '08:00', timeZone: 'Europe/Prague' }

test('a rhythm is said as people say it, with the zone its time is of', () => {
  expect(describeRhythm({ every: 'day', ...at }, 'en', t)).toBe('Every day at 08:00 (Europe/Prague)')
  expect(describeRhythm({ every: 'week', weekday: 1, ...at }, 'en', t)).toBe(
    'Every Monday at 08:00 (Europe/Prague)',
  )
  expect(describeRhythm({ every: 'week', weekday: 7, ...at }, 'cs', t)).toContain('neděle')
  expect(describeRhythm({ every: 'month', day: 3, ...at }, 'en', t)).toBe(
    'On day 3 of every month at 08:00 (Europe/Prague)',
  )
  expect(describeRhythm({ every: 'month', day: 31, ...at }, 'en', t)).toBe(
    'On day 31 of every month, or its last day, at 08:00 (Europe/Prague)',
  )
})

test('a failure that nobody foresaw is told with its code', () => {
  expect(describeCode('disk_full', t)).toMatch(/disk is full/)
  expect(describeCode('internal', t)).toContain('internal')
})
