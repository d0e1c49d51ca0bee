import { type AgentId, asId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { completeMention, findMentionable, type Mentionable, mentionAt, mentionedIn } from './mentions.ts'

const aPerson = (id: string, name: string): Mentionable => ({ id: asId<AgentId>(id), name, avatarUrl: null })
const ana = aPerson('1', 'Ana')
const anaLopez = aPerson('2', 'Ana López')
const wei = aPerson('3', '王伟')
const people = [ana, anaLopez, wei]
const nobody = new Set<AgentId>()

test('a mention begins with an @ at the beginning of a word, and never inside an address', () => {
  expect(mentionAt('Ask @an', 7)).toEqual({ at: 4, query: 'an' })
  expect(mentionAt('@', 1)).toEqual({ at: 0, query: '' })
  expect(mentionAt('(@Ana Ló', 8)).toEqual({ at: 1, query: 'Ana Ló' })
  expect(mentionAt('maya@shop', 9)).toBe(null)
  expect(mentionAt('@Ana ', 5)).toBe(null)
  expect(mentionAt('@Ana\nthen', 9)).toBe(null)
  expect(mentionAt('nobody', 3)).toBe(null)
})

test('people are found by any word of their name', () => {
  expect(findMentionable(people, 'ana')).toEqual([ana, anaLopez])
  expect(findMentionable(people, 'ló')).toEqual([anaLopez])
  expect(findMentionable(people, '王')).toEqual([wei])
  expect(findMentionable(people, 'zoe')).toEqual([])
})

test('the name replaces what was typed of it, and writing goes on after it', () => {
  expect(completeMention('Ask @an please', { at: 4, query: 'an' }, 'Ana López')).toEqual({
    text: 'Ask @Ana López please',
    caret: 15,
  })
})

test('who is mentioned is who stands there by the whole name, each once', () => {
  expect(mentionedIn('@Ana López and @王伟, @Ana López', people, nobody)).toEqual([anaLopez.id, wei.id])
  expect(mentionedIn('@Ana, look', people, nobody)).toEqual([ana.id])
  expect(mentionedIn('@Anastasia', people, nobody)).toEqual([])
})

test('of two with one name, the one who was picked is meant', () => {
  const other = aPerson('9', 'Ana')
  expect(mentionedIn('@Ana', [ana, other], new Set([other.id]))).toEqual([other.id])
})
