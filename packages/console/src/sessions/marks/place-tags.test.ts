import { asId, type TagId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aTag } from '../testing/a-tag.ts'
import { placeTags, replacedBy, requiredBut } from './place-tags.ts'

const tags = placeTags([
  aTag('billing', { position: 1 }),
  aTag('carrier', { parentId: asId<TagId>('late') }),
  aTag('damaged', { parentId: asId<TagId>('delivery'), position: 1 }),
  aTag('late', { parentId: asId<TagId>('delivery') }),
  aTag('delivery', { isExclusive: true, isRequired: true }),
])
const byId = new Map(tags.map((tag) => [tag.id as string, tag]))
const tag = (id: string) => byId.get(id) as (typeof tags)[number]

test('tags are read as their tree stands, each with its path and with how many stand under it', () => {
  expect(tags.map(({ path, under }) => [path, under])).toEqual([
    ['delivery', 3],
    ['delivery › late', 1],
    ['delivery › late › carrier', 0],
    ['delivery › damaged', 0],
    ['billing', 0],
  ])
})

test('a tag whose parent is not known stands at the top', () => {
  const [lost] = placeTags([aTag('lost', { parentId: asId<TagId>('gone') })])
  expect(lost).toMatchObject({ path: 'lost', above: [] })
})

test('under an exclusive tag one takes the place of another, at any depth, and never of itself', () => {
  expect(replacedBy(tag('damaged'), [tag('carrier')])?.id).toBe('carrier')
  expect(replacedBy(tag('damaged'), [tag('damaged'), tag('billing')])).toBeUndefined()
  expect(replacedBy(tag('damaged'), [tag('delivery')])).toBeUndefined()
  expect(replacedBy(tag('billing'), [tag('carrier')])).toBeUndefined()
})

test('a required tag is missing until it or one under it is carried', () => {
  expect(requiredBut(tags, [tag('billing')]).map(({ id }) => id)).toEqual(['delivery'])
  expect(requiredBut(tags, [tag('carrier')])).toEqual([])
  expect(requiredBut(tags, [tag('delivery')])).toEqual([])
})
