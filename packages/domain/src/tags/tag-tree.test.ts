import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asId, type TagId } from '../ids.ts'
import {
  hasSibling,
  noTags,
  readTagTree,
  refuseMerge,
  refuseMove,
  type TreeTag,
  tagDepthMax,
} from './tag-tree.ts'
import { aTag } from './testing/a-tag.ts'

const id = (text: string) => asId<TagId>(text)
const under = (parent: string) => ({ parentId: id(parent) })

const tree = readTagTree([
  aTag('order'),
  aTag('late', { ...under('order'), position: 1 }),
  aTag('lost', { ...under('order'), position: 0 }),
  aTag('by-post', under('late')),
  aTag('praise', { position: 1 }),
  aTag('late-praise', { ...under('praise'), name: 'LATE' }),
])
const find = (name: string) => tree.find(name) ?? aTag(name)
const move = (tag: string, parentId: string | null) =>
  refuseMove(tree, { tag: find(tag), parentId: parentId === null ? null : id(parentId) })
const merge = (tag: string, into: string) => refuseMerge(tree, { tag: find(tag), into: find(into) })

test('a tree is read in its order, up and down', () => {
  expect(tree.tags.map((tag) => tag.id)).toEqual([
    'order',
    'lost',
    'late',
    'by-post',
    'praise',
    'late-praise',
  ])
  expect(tree.above('by-post')).toEqual(['late', 'order'])
  expect(tree.within('late')).toEqual(['late', 'by-post'])
  expect([tree.depth('by-post'), tree.height('order'), tree.height('lost')]).toEqual([3, 3, 1])
  expect([tree.within('nothing'), tree.above('nothing'), noTags.within('x')]).toEqual([
    ['nothing'],
    [],
    ['x'],
  ])
})

test('a tag stands neither under itself, nor on a fourth level, nor beside one of its name', () => {
  expect(move('order', 'order')).toBe('tag_cycle')
  expect(move('order', 'by-post')).toBe('tag_cycle')
  expect(move('late', 'lost')).toBe('tag_too_deep')
  expect(move('lost', 'by-post')).toBe('tag_too_deep')
  expect(move('late', 'praise')).toBe('name_taken')
  expect(move('late', 'order')).toBeNull()
  expect(move('late', null)).toBeNull()
  expect(move('praise', 'order')).toBe(null)
  expect(hasSibling(tree, { scope: 'contact', name: 'Late', ...under('order') })).toBe(false)
})

test('a tag becomes another one with all under it, or says why not', () => {
  expect(merge('order', 'by-post')).toBe('tag_cycle')
  expect(merge('by-post', 'order')).toBeNull()
  expect(merge('late', 'order')).toBeNull()
  expect(merge('order', 'late-praise')).toBe('tag_too_deep')
  expect(merge('praise', 'order')).toBe('name_taken')
  expect(merge('order', 'praise')).toBe('name_taken')
})

type Wish = readonly [tag: number, parent: number | null]
const wishes = fc.array(
  fc.tuple(fc.nat(11), fc.option(fc.nat(11), { nil: null, freq: 4 })) as fc.Arbitrary<Wish>,
  { maxLength: 60 },
)

test('whatever is moved wherever it may go, a tree stays a tree of three levels with one of a name among siblings', () => {
  fc.assert(
    fc.property(wishes, (all) => {
      // Names come twice, so that some are refused.
      let tags: readonly TreeTag[] = Array.from({ length: 12 }, (_, i) =>
        aTag(`t${i}`, { name: `Name ${i % 8}`, parentId: i < 8 ? null : id(`t${i - 8}`), position: i }),
      )
      for (const [which, parent] of all) {
        const parentId = parent === null ? null : id(`t${parent}`)
        const tag = tags[which]
        if (tag === undefined || refuseMove(readTagTree(tags), { tag, parentId }) !== null) continue
        tags = tags.map((one) => (one === tag ? { ...one, parentId } : one))
      }
      const grown = readTagTree(tags)
      expect(grown.tags).toHaveLength(tags.length)
      for (const tag of tags) {
        expect(grown.depth(tag.id)).toBeLessThanOrEqual(tagDepthMax)
        expect(hasSibling(grown, tag, tag.id)).toBe(false)
        expect(grown.above(tag.id).every((above) => grown.within(above).includes(tag.id))).toBe(true)
      }
    }),
  )
})

test('a list that is no tree is still read, and every question answered', () => {
  const knot = readTagTree([aTag('a', under('b')), aTag('b', under('a')), aTag('c', under('gone'))])
  expect(knot.tags.map((tag) => tag.id)).toEqual(['c'])
  expect(knot.above('a').length).toBeLessThanOrEqual(3)
})
