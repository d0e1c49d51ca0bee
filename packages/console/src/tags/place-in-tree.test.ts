import type { TagView } from '@rapport/contract/light'
import { asId, type TagId } from '@rapport/domain'
import { expect, test } from 'vitest'
import type { PlacedTag } from '../sessions/index.ts'
import { afterMove, dropPlace, mergeRefusals, placeOf, refusalOf, stepFrom } from './place-in-tree.ts'

const idOf = (name: string) => asId<TagId>(name)

/** A tree written as one reads it: two spaces further in is one level down. */
function aTree(text: string): readonly PlacedTag[] {
  const above: TagId[] = []
  const counts = new Map<TagId | null, number>()
  const lines = text.trim().split('\n')
  return lines.map((line, at): PlacedTag => {
    const name = line.trim()
    const depth = (line.length - line.trimStart().length) / 2
    above.splice(depth, above.length, idOf(name))
    const parentId = above.at(-2) ?? null
    const position = counts.get(parentId) ?? 0
    counts.set(parentId, position + 1)
    const next = lines.findIndex((one, n) => n > at && one.length - one.trimStart().length <= depth * 2)
    return {
      ...{ id: idOf(name), scope: 'session', name, colour: 'grey', parentId, position },
      ...{ isExclusive: false, isRequired: false, above: above.slice(0, -1), path: name, groups: [] },
      under: (next === -1 ? lines.length : next) - at - 1,
    }
  })
}

const written = (tags: readonly TagView[], parentId: TagId | null = null): readonly string[] =>
  tags
    .filter((one) => one.parentId === parentId)
    .toSorted((a, b) => a.position - b.position)
    .flatMap(({ id, name }) => [name, ...written(tags, id).map((line) => `  ${line}`)])
const tree = aTree(`
a
  b
    c
  d
e
f`)
const tag = (name: string) => tree.find((one) => one.name === name) as PlacedTag
const moved = (name: string, step: 'up' | 'down' | 'in' | 'out') => {
  const place = stepFrom(tree, tag(name), step)
  return place && written(afterMove(tree, tag(name), place))
}

test('a step goes among siblings, under the one before, or out behind the one above, and takes the branch along', () => {
  expect(moved('b', 'down')).toEqual(['a', '  d', '  b', '    c', 'e', 'f'])
  expect(moved('f', 'up')).toEqual(['a', '  b', '    c', '  d', 'f', 'e'])
  expect(moved('e', 'in')).toEqual(['a', '  b', '    c', '  d', '  e', 'f'])
  expect(moved('b', 'out')).toEqual(['a', '  d', 'b', '  c', 'e', 'f'])
  expect(moved('c', 'out')).toEqual(['a', '  b', '  c', '  d', 'e', 'f'])
})

test('there is no step past the ends, under nothing, or out of the top', () => {
  expect([moved('a', 'up'), moved('f', 'down'), moved('b', 'in'), moved('a', 'out')]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('a tag cannot stand under itself, on a fourth level, or beside another of its name', () => {
  const under = (name: string) => ({ parentId: idOf(name) })
  expect(refusalOf(tree, tag('a'), under('a'))).toBe('tag_cycle')
  expect(refusalOf(tree, tag('a'), under('c'))).toBe('tag_cycle')
  expect(refusalOf(tree, tag('e'), under('c'))).toBe('tag_too_deep')
  expect(refusalOf(tree, tag('a'), under('e'))).toBe('tag_too_deep')
  expect(refusalOf(tree, tag('b'), under('e'))).toBeNull()
  const twice = tree.map((one) => (one.name === 'f' ? { ...one, name: 'D' } : one))
  const f = twice.find(({ id }) => id === idOf('f')) as PlacedTag
  expect(refusalOf(twice, f, under('a'))).toBe('name_taken')
  expect(refusalOf(twice, f, { parentId: null })).toBeNull()
})

test('a drop lands before, under or behind the line pointed at, wherever the tag came from', () => {
  const drop = (name: string, target: string, edge: 'before' | 'into' | 'after', isOpen = true) =>
    written(afterMove(tree, tag(name), dropPlace(tree, tag(name), { target: tag(target), edge, isOpen })))
  expect(drop('f', 'd', 'before')).toEqual(['a', '  b', '    c', '  f', '  d', 'e'])
  expect(drop('f', 'd', 'into')).toEqual(['a', '  b', '    c', '  d', '    f', 'e'])
  expect(drop('b', 'd', 'after')).toEqual(['a', '  d', '  b', '    c', 'e', 'f'])
  expect(drop('e', 'a', 'after')).toEqual(['a', '  e', '  b', '    c', '  d', 'f'])
  expect(drop('f', 'a', 'after', false)).toEqual(['a', '  b', '    c', '  d', 'f', 'e'])
  expect(drop('d', 'a', 'into')).toEqual(written(tree))
})

test('a tag dropped beside itself stays where it is', () => {
  for (const edge of ['before', 'after'] as const)
    expect(dropPlace(tree, tag('e'), { target: tag('e'), edge, isOpen: false })).toEqual(
      placeOf(tree, tag('e')),
    )
})

test('a tag is merged into none under it, none that would put a tag on a fourth level, and none with a tag of the same name', () => {
  const grown = aTree(`
a
  b
    c
d
  e
    f
g
`)
  const of = (name: string) => {
    const tag = grown.find((one) => one.name === name)
    if (tag === undefined) throw new Error(`There is no ${name}`)
    return Object.fromEntries(mergeRefusals(grown, tag))
  }
  expect(of('g')).toEqual({})
  expect(of('b')).toEqual({ c: 'tag_cycle', f: 'tag_too_deep' })
  expect(of('a')).toEqual({ b: 'tag_cycle', c: 'tag_cycle', e: 'tag_too_deep', f: 'tag_too_deep' })
  const named = grown.map((one) => (one.name === 'e' ? { ...one, name: 'B' } : one))
  const [a] = named
  if (a === undefined) throw new Error('There is no a')
  expect(mergeRefusals(named, a).get(idOf('d'))).toBe('name_taken')
})
