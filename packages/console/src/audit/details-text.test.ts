import { formatMessage } from '@rapport/domain'
import { expect, test } from 'vitest'
import type { Translate } from '../app/index.ts'
import { detailsText, subjectText } from './details-text.ts'
import english from './en.json' with { type: 'json' }

const words: Readonly<Record<string, string>> = english
const t: Translate = (key, args = {}) => formatMessage(words[key] ?? key, args, { tag: 'en' })
const told = (action: string, details: Parameters<typeof detailsText>[0]['details']) =>
  detailsText({ action, details }, { t, moment: (at) => `day ${at}` })

test('what an entry tells is one line in words of people', () => {
  expect(told('search.messages', { q: 'refund', from: 'contact', since: 4 })).toBe(
    'Searched for: refund · Written by: the contact · Since: day 4',
  )
  expect(told('transcript.viewed', { through: 'conversation' })).toBe('Opened: the conversation')
  expect(told('contact.banned', { asked: ['reason', 'until'], reason: 'Spam', until: 9 })).toBe(
    'Reason: Spam · Until: day 9',
  )
  expect(told('contact.banned', { asked: ['reason'], reason: 'Spam', until: null })).toBe(
    'Reason: Spam · Until: for good',
  )
  expect(told('session.deleted', { asked: [], number: 12 })).toBe('Number: #12')
})

test('a batch tells what it does, and to how many sessions where that was noted', () => {
  const asked = ['target', 'action', 'expected']
  expect(told('batch.begun', { asked, do: 'delete', expected: 3, total: 3 })).toBe('Delete 3 sessions')
  expect(told('batch.begun', { asked, do: 'tag', total: 1 })).toBe('Change tags of 1 session')
  expect(told('batch.begun', { asked, do: 'end', outcome: 'Solved', expected: 2 })).toBe(
    'End 2 sessions · Outcome: Solved',
  )
  expect(told('batch.begun', { asked, do: 'assign' })).toBe('Assign sessions')
})

test('facts that no words are kept for are told with their names spaced, lists with commas, and nothing open', () => {
  expect(told('inbox.changed', { asked: ['x'], eventTypes: ['a', 'b'], confirmEnd: true, from: null })).toBe(
    'Event types: a, b · Confirm end: true',
  )
  expect(told('tag.removed', {})).toBe('')
})

test('what is done to a contact without a name is done to a visitor, and what has no name is told by its id', () => {
  const id = '0190b7a0-0000-7000-8000-0000a1b2c3d4'
  expect(subjectText({ kind: 'contact', id, label: 'Eva' }, t)).toBe('Eva')
  expect(subjectText({ kind: 'contact', id, label: null }, t)).toBe('Visitor')
  expect(subjectText({ kind: 'batch', id, label: null }, t)).toBe('a1b2c3d4')
})
