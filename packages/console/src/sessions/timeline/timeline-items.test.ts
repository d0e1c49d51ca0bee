import { expect, test } from 'vitest'
import { aSessionRow } from '../testing/a-session-row.ts'
import { timelineItems } from './timeline-items.ts'

const day = 86_400
const isSameDay = (a: number, b: number) => Math.floor(a / (day * 1000)) === Math.floor(b / (day * 1000))
const rows = [aSessionRow(3 * day + 9), aSessionRow(3 * day + 1), aSessionRow(day)]
const kinds = (sort: string) => timelineItems(rows, sort, isSameDay).map(({ kind }) => kind)

test('every day has one line, before its first session', () => {
  expect(kinds('started')).toEqual(['day', 'session', 'session', 'day', 'session'])
})

test('in an order that is no order in time there are no days', () => {
  expect(kinds('rating')).toEqual(['session', 'session', 'session'])
})

test('sessions without the moment they are sorted by follow the last day', () => {
  expect(kinds('ended')).toEqual(['session', 'session', 'session'])
})
