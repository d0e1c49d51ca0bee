import { expect, test } from 'vitest'
import { emojiGroups, findEmoji } from './emoji.ts'

test('an emoji is found by the beginning of any of its words', () => {
  expect(findEmoji('parc').map(({ sign }) => sign)).toEqual(['📦'])
  expect(findEmoji('thumb up').map(({ sign }) => sign)).toEqual(['👍'])
  expect(findEmoji('zzz')).toEqual([])
})

test('no emoji is listed twice', () => {
  const signs = emojiGroups.flatMap(({ emoji }) => emoji.map(({ sign }) => sign))
  expect(new Set(signs).size).toBe(signs.length)
})
