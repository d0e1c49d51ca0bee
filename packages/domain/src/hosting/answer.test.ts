import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answer, type BotTurn } from './answer.ts'
import type { BotScript } from './script.ts'
import { hear, says } from './words.ts'

const script: BotScript = {
  greeting: 'Hello!',
  answers: [
    {
      id: 'hours',
      triggers: ['open', 'opening hours', 'otevírací doba', '营业时间'],
      reply: 'Nine to five.',
    },
    { id: 'returns', triggers: ['return', 'open box return'], reply: 'Thirty days.' },
  ],
  fallback: 'Pardon?',
  handOff: {
    words: ['human', 'člověk', '人工', 'manusia', 'موظف'],
    farewell: 'One moment.',
    misunderstandingsMax: 2,
    reasons: { asked: 'asked for a person', misunderstood: 'not understood' },
  },
}
const turn = (latest: readonly string[], by = script): BotTurn => answer(by, { count: latest.length, latest })
const repliesTo = (texts: readonly string[]) => turn(texts).replies

test('the first message is greeted, and answered in the same turn if it asks something known', () => {
  expect(turn(['hi'])).toEqual({ replies: ['Hello!'], handOff: null })
  expect(repliesTo(['Hi, when are you OPEN?'])).toEqual(['Hello!', 'Nine to five.'])
})

test('a question is known by its words in any case, with or without accents, in any language of the script', () => {
  for (const text of [
    'Opening  hours?',
    'OTEVIRACI DOBA',
    'Jaká je otevírací doba?',
    '你们的营业时间是几点？',
  ]) {
    expect(repliesTo(['hi', text])).toEqual(['Nine to five.'])
  }
})

test('words match whole: a word that only contains a trigger is another word', () => {
  expect(repliesTo(['hi', 'the opener is broken'])).toEqual(['Pardon?'])
  expect(says(hear('humanity'), hear('human'))).toBe(false)
  expect(says(hear('ask a human-being'), hear('human'))).toBe(true)
})

test('of several answers the one whose trigger says most is given', () => {
  expect(repliesTo(['hi', 'open box return?'])).toEqual(['Thirty days.'])
})

test('asking for a person hands off at once, in five languages, whatever else was said', () => {
  const asking = [
    'I want a HUMAN, not opening hours',
    'chci clovek',
    '转人工',
    'Bicara dengan manusia',
    'أريد التحدث إلى موظف',
  ]
  for (const text of asking) {
    expect(turn(['hi', text])).toEqual({
      replies: ['One moment.'],
      handOff: { reason: 'asked for a person' },
    })
  }
  expect(turn(['human']).replies).toEqual(['Hello!', 'One moment.'])
})

test('the second misunderstanding in a row hands off; an answer in between starts the count again', () => {
  expect(turn(['hi', 'xx'])).toEqual({ replies: ['Pardon?'], handOff: null })
  expect(turn(['hi', 'xx', 'yy'])).toEqual({
    replies: ['One moment.'],
    handOff: { reason: 'not understood' },
  })
  expect(turn(['hi', 'xx', 'open?', 'yy']).handOff).toBeNull()
})

test('only the latest messages need to be known: the count says whether the greeted one is among them', () => {
  expect(answer(script, { count: 9, latest: ['xx', 'yy'] }).handOff).toEqual({ reason: 'not understood' })
  expect(answer(script, { count: 2, latest: ['xx', 'yy'] }).handOff).toBeNull()
})

test('without a greeting and a farewell, the first message counts and the handoff goes without a word', () => {
  const silent = { ...script, greeting: null, handOff: { ...script.handOff, farewell: null } }
  expect(turn(['xx'], silent)).toEqual({ replies: ['Pardon?'], handOff: null })
  expect(turn(['xx', ''], silent)).toEqual({ replies: [], handOff: { reason: 'not understood' } })
})

test('whatever a contact writes and whatever a script holds, there is an answer, and a trigger is never a pattern', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }),
      fc.string(),
      (texts, trigger) => {
        const odd = {
          ...script,
          answers: [{ id: 'odd', triggers: [trigger, '.*', '(((', ''], reply: 'odd' }],
        }
        const { replies, handOff } = turn(texts, odd)
        expect(replies.length + (handOff ? 1 : 0)).toBeGreaterThan(0)
      },
    ),
  )
  const pattern = { ...script, answers: [{ id: 'odd', triggers: ['.*', '', '?!'], reply: 'odd' }] }
  expect(turn(['hi', 'anything'], pattern).replies).toEqual(['Pardon?'])
})
