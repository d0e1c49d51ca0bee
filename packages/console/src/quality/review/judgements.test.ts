import { type Answers, asId, type MessageId, type Scorecard } from '@rapport/domain'
import { expect, test } from 'vitest'
import { pinsOf, remarkOn, togglePin, withValue } from './judgements.ts'

const first = asId<MessageId>('019a9c1e-0000-7000-8000-000000000001')
const second = asId<MessageId>('019a9c1e-0000-7000-8000-000000000002')
const criterion = (id: string) => ({
  ...{ id, name: id, description: '', weight: 1 },
  ...{ scale: { kind: 'yes_no' } as const, mayBeNa: false, isCritical: false },
})
const scorecard: Scorecard = {
  categories: [
    { id: 'all', name: 'All', weight: 1, criteria: [criterion('greeting'), criterion('closing')] },
  ],
}
const answers: Answers = { greeting: { value: 1, comment: 'Warm', evidence: [first, second] } }

test('a criterion is judged anew as often as one likes, and keeps what was remarked on it', () => {
  const again = withValue(answers, {}, 'greeting', 0)
  expect(again).toEqual({ greeting: { value: 0, comment: 'Warm', evidence: [first, second] } })
  const remarks = { closing: { comment: 'Said first', evidence: [first] } }
  expect(withValue(again, remarks, 'closing', null).closing).toEqual({
    value: null,
    comment: 'Said first',
    evidence: [first],
  })
})

test('a message is pinned once, and pinning it again takes it off', () => {
  expect(togglePin([first], second)).toEqual([first, second])
  expect(togglePin([first, second], first)).toEqual([second])
})

test('each pinned message knows every criterion it shows something of, judged or not', () => {
  const remarks = { closing: { comment: '', evidence: [second] } }
  const pins = pinsOf(scorecard, (id) => remarkOn(answers, remarks, id))
  expect([...pins]).toEqual([
    [first, ['greeting']],
    [second, ['greeting', 'closing']],
  ])
})
