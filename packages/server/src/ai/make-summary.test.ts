import type { Turn } from '@rapport/domain'
import { expect, test } from 'vitest'
import { makeSummary } from './make-summary.ts'

const contact = (text: string): Turn => ({ from: 'contact', text })
const agent = (text: string): Turn => ({ from: 'agent', text })
const moodOf = (...turns: Turn[]) =>
  makeSummary({ turns, languageHint: 'en', tags: [] }).sentiment ?? {
    score: 0,
    course: [],
    confidence: 'low',
  }

test('who only asks, politely, is neither happy nor unhappy', () => {
  const { score, course } = moodOf(
    contact('Hello, could you please help me? I’d like a hotel with free parking.'),
    agent('Sure! Which day?'),
    contact('Friday, please. Thank you so much for your help!'),
    agent('Booked.'),
    contact('Perfect, thanks a lot. Have a great day!'),
  )
  expect(course.slice(0, 2)).toEqual([0, 0])
  expect(score).toBeGreaterThanOrEqual(0)
  expect(score).toBeLessThan(20)
})

test('a polite complaint is one, whatever we say', () => {
  const { score } = moodOf(
    contact('Good morning. My order still has not arrived, please help, thank you.'),
    agent('I am so happy to help, have a wonderful day!'),
    contact('This is the third time I write. Nobody answered. Thanks.'),
  )
  expect(score).toBeLessThanOrEqual(-20)
})

test('the course of a complaint that was solved goes up, and that of one that was not does not', () => {
  const complaint = [contact('I was charged twice, this is ridiculous!'), agent('Let me see.')]
  const solved = moodOf(
    ...complaint,
    contact('My bank says both are booked.'),
    agent('I have refunded one.'),
    contact('Got it, the money is back. That was quick, I am really happy with this, thank you!'),
  )
  expect(solved.course[0]).toBeLessThanOrEqual(-20)
  expect(solved.course.at(-1)).toBeGreaterThanOrEqual(20)
  expect(solved.score).toBeGreaterThan(-20)
  const left = moodOf(...complaint, contact('Still nothing on my card. Useless. Goodbye, thanks.'))
  expect(left.score).toBeLessThanOrEqual(-20)
})

test('a message of one word a hundred times over has a mood as any other', () => {
  for (const text of [`Still waiting ${'love '.repeat(190)}`, `Charged twice ${'scam fraud '.repeat(90)}`]) {
    const { score } = moodOf(contact(text))
    expect(Math.abs(score ?? Number.NaN)).toBeLessThanOrEqual(100)
  }
})

test('a no within a sentence is heard, one that answers is not', () => {
  expect(moodOf(contact('You leave me no choice, no trust in you at all.')).score).toBeLessThanOrEqual(0)
  expect(moodOf(contact('No, thank you.')).score).toBe(0)
})
