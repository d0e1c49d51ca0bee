import { asId, type MessageId, type SessionId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aSession } from '../../sessions/testing/a-session-in-state.ts'
import { nextStep, pagesAtOnce } from './next-step.ts'

const sessionId = asId<SessionId>('s1')
const messageId = asId<MessageId>('m1')
const nothingHere = { message: () => false, session: () => false }
const onlySession = { message: () => false, session: () => true }
const allHere = { message: () => true, session: () => true }
const conversation = { sessions: [aSession({ id: 's1' })], older: 'cursor' }
const toSession = { sessionId, messageId: null }
const toMessage = { sessionId, messageId }

test('with nothing asked for, the end is where one already is', () => {
  expect(nextStep({ sessionId: null, messageId: null }, conversation, nothingHere, 0)).toBe('here')
})

test('older pages are fetched until the session, or the message, is here', () => {
  expect(nextStep(toSession, conversation, nothingHere, 0)).toBe('load')
  expect(nextStep(toMessage, conversation, nothingHere, 3)).toBe('load')
  expect(nextStep(toSession, conversation, allHere, 3)).toBe('here')
  expect(nextStep(toMessage, conversation, allHere, 3)).toBe('here')
})

test('after many pages the reader is asked, and asked again after as many more', () => {
  expect(nextStep(toSession, conversation, nothingHere, pagesAtOnce)).toBe('far')
  expect(nextStep(toSession, conversation, nothingHere, pagesAtOnce + 1)).toBe('load')
  expect(nextStep(toSession, conversation, nothingHere, 2 * pagesAtOnce)).toBe('far')
})

test('what is not there is said to be gone, without a search where that is known', () => {
  expect(nextStep({ ...toSession, sessionId: asId<SessionId>('other') }, conversation, nothingHere, 0)).toBe(
    'gone',
  )
  expect(nextStep(toMessage, conversation, onlySession, 2)).toBe('gone')
  expect(nextStep({ sessionId: null, messageId }, { ...conversation, older: null }, nothingHere, 5)).toBe(
    'gone',
  )
})
