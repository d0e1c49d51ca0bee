import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Calendar, Slot } from './calendar.ts'
import { checkCalendar, daySlotsMax } from './check-calendar.ts'
import { aCalendar, nineToFive } from './testing/build-calendar.ts'

const withSlots = (...slots: readonly Slot[]): Calendar => ({
  ...nineToFive('Europe/Prague'),
  week: [{ day: 1, slots }],
})

test('a sound calendar has nothing wrong with it', () => {
  fc.assert(fc.property(aCalendar, (calendar) => checkCalendar(calendar).length === 0))
  expect(checkCalendar(withSlots({ from: '00:00', to: '12:00' }, { from: '12:00', to: '24:00' }))).toEqual([])
})

test.each(['Europe/Atlantis', '+02:00', '', 'local', 'Europe/Prague '])(
  '“%s” is no time zone',
  (timeZone) => {
    expect(checkCalendar(nineToFive(timeZone))).toEqual([
      { path: ['timeZone'], message: 'must be a time zone such as Europe/Prague' },
    ])
  },
)

test('slots that overlap are refused where the second stands, in whatever order they come', () => {
  const overlapping = { path: ['week', 0, 'slots', 1], message: 'overlaps another' }
  expect(checkCalendar(withSlots({ from: '09:00', to: '12:00' }, { from: '11:59', to: '13:00' }))).toEqual([
    overlapping,
  ])
  expect(checkCalendar(withSlots({ from: '13:00', to: '14:00' }, { from: '09:00', to: '13:30' }))).toEqual([
    overlapping,
  ])
})

test('a slot runs forward, between two times of a day', () => {
  const problemOf = (slot: Slot) => checkCalendar(withSlots(slot))[0]?.message
  expect(problemOf({ from: '12:00', to: '12:00' })).toBe('must end after it begins')
  expect(problemOf({ from: '17:00', to: '09:00' })).toBe('must end after it begins')
  for (const time of ['9:00', '24:01', '12:60', 'noon'])
    expect(problemOf({ from: '00:00', to: time })).toBe('must be two times such as 09:30')
})

test('a day has ten slots at most', () => {
  const slots = Array.from({ length: daySlotsMax + 1 }, (_, i) => ({
    from: `${10 + i}:00`,
    to: `${10 + i}:30`,
  }))
  expect(checkCalendar(withSlots(...slots))).toEqual([
    { path: ['week', 0, 'slots'], message: 'must be 10 at most' },
  ])
})

test('every mistake is told at once, each with its place', () => {
  const broken: Calendar = {
    timeZone: 'Nowhere/Else',
    week: [
      { day: 1, slots: [] },
      { day: 1, slots: [{ from: '10:00', to: '09:00' }] },
      { day: 8, slots: [] },
    ],
    holidays: [
      { date: '2026-02-30', name: 'None', slots: [] },
      { date: '2026-12-24', name: 'Eve', slots: [] },
      { date: '2026-12-24', name: 'Eve again', slots: [{ from: '1', to: '2' }] },
    ],
  }
  expect(checkCalendar(broken).map(({ path }) => path.join('.'))).toEqual([
    'timeZone',
    'week.1.day',
    'week.1.slots.0',
    'week.2.day',
    'holidays.0.date',
    'holidays.2.date',
    'holidays.2.slots.0',
  ])
})
