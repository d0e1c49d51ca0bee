import { expect, test } from 'vitest'
import { splitMentions } from './split-mentions.ts'

const split = (text: string, ...names: string[]) =>
  splitMentions(text, names).map(({ text: part, name }) => (name === null ? part : [part]))

test('who is mentioned stands apart, the rest stays as it was written', () => {
  expect(split('Ask @Ana López, not ana@shop.example', 'Ana López')).toEqual([
    'Ask ',
    ['@Ana López'],
    ', not ana@shop.example',
  ])
  expect(split('@Ana', 'Ana')).toEqual([['@Ana']])
  expect(split('nobody', 'Ana')).toEqual(['nobody'])
  expect(split('')).toEqual([])
})

test('of two names that begin alike the longer one is meant, and a longer word is nobody', () => {
  expect(split('@Ana López', 'Ana', 'Ana López')).toEqual([['@Ana López']])
  expect(split('@Anastasia', 'Ana')).toEqual(['@Anastasia'])
})

test('nothing of a text is lost', () => {
  for (const text of ['@@Ana@Ana Ana@', '@Ana @Ana\n@王伟!'])
    expect(
      splitMentions(text, ['Ana', '王伟'])
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
})
