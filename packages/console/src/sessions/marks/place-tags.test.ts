import { asId, type TagId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aTag } from '../testing/a-tag.ts'
import { isWithin, placeTags } from './place-tags.ts'

const tags = placeTags([
  aTag('billing', { position: 1 }),
  aTag('carrier', { parentId: asId<TagId>('late') }),
  aTag('damaged', { parentId: asId<TagId>('delivery'), position: 1 }),
  aTag('late', { parentId: asId<TagId>('delivery') }),
  aTag('delivery'),
])
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

test('a tag is within itself and within every tag it stands under', () => {
  const carrier = tags.find(({ name }) => name === 'carrier') as (typeof tags)[number]
  const within = tags.filter(({ id }) => isWithin(carrier, id)).map(({ name }) => name)
  expect(within).toEqual(['delivery', 'late', 'carrier'])
})
