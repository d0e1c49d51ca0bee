import fc from 'fast-check'
import { expect, test } from 'vitest'
import { system } from '../actor.ts'
import { asId, type SessionId, type TagId, type WorkspaceId } from '../ids.ts'
import { changeTags } from '../session/decide-marks.ts'
import { evolve } from '../session/evolve.ts'
import { blankSession, type Session } from '../session/session.ts'
import { conflictAmong, firstOfEachGroup, groupsMissing } from './tag-rules.ts'
import { readTagTree } from './tag-tree.ts'
import { aTag } from './testing/a-tag.ts'

const id = (text: string) => asId<TagId>(text)
const ids = (...all: string[]) => all.map(id)
const under = (parent: string) => ({ parentId: id(parent) })

const tree = readTagTree([
  aTag('reason', { isExclusive: true, isRequired: true }),
  aTag('delivery', under('reason')),
  aTag('late', under('delivery')),
  aTag('return', { ...under('reason'), position: 1 }),
  aTag('channel', { isExclusive: true, position: 1 }),
  aTag('phone', { ...under('channel'), isRequired: true }),
  aTag('post', { ...under('channel'), isRequired: true, position: 1 }),
  aTag('vip', { position: 2 }),
])

const carrying = (tagIds: readonly TagId[]): Session => ({
  ...blankSession(asId<WorkspaceId>('w'), asId<SessionId>('s')),
  tagIds,
})

function change(tagIds: readonly TagId[], add: readonly TagId[], remove: readonly TagId[] = []) {
  const session = carrying(tagIds)
  const decision = changeTags(session, { add, remove, tree }, system)
  if (!decision.accepted) return decision.refusal
  const recorded = decision.events.map((event, i) => ({ version: i + 1, at: session.startedAt, event }))
  return recorded.reduce(evolve, session).tagIds
}

test('of an exclusive group another tag takes the place of the one there, however deep either stands', () => {
  expect(change(ids('return', 'vip'), ids('late'))).toEqual(['vip', 'late'])
  expect(change(ids('late'), ids('delivery'))).toEqual(['delivery'])
  expect(change(ids('late'), ids('reason'))).toEqual(['late', 'reason'])
  expect(change(ids('late'), ids('phone'))).toEqual(['late', 'phone'])
})

test('two of a group together are refused, also when one of them is there already', () => {
  expect(change([], ids('late', 'return'))).toBe('tags_exclusive')
  expect(change(ids('late'), ids('late', 'delivery'))).toBe('tags_exclusive')
  expect(change(ids('late'), ids('late', 'vip'))).toEqual(['late', 'vip'])
  expect(conflictAmong(tree, ids('vip', 'late', 'phone', 'return'))).toEqual(['late', 'return'])
  expect(firstOfEachGroup(tree, ids('vip', 'late', 'phone', 'return', 'post'))).toEqual([
    'vip',
    'late',
    'phone',
  ])
})

test('what a session carried before its group became exclusive stays until another of the group is put on it', () => {
  expect(change(ids('late', 'return'), ids('vip'))).toEqual(['late', 'return', 'vip'])
  expect(change(ids('late', 'return'), ids('delivery'))).toEqual(['delivery'])
})

test('a required group is answered by its head or by any tag under it, and one that nobody can answer is not asked for', () => {
  const missing = (...tagIds: string[]) => groupsMissing(tree, ids(...tagIds)).map((tag) => tag.id)
  expect(missing()).toEqual(['reason', 'phone', 'post'])
  expect(missing('late')).toEqual(['phone', 'post'])
  expect(missing('reason', 'post')).toEqual([])
  expect(missing('vip', 'channel', 'phone')).toEqual(['reason'])
})

test('whatever is asked in whatever order, a session that kept the rules keeps them', () => {
  const all = tree.tags.map((tag) => tag.id)
  const some = fc.subarray(all)
  fc.assert(
    fc.property(fc.array(fc.tuple(some, some), { maxLength: 12 }), (steps) => {
      let tagIds: readonly TagId[] = []
      for (const [add, remove] of steps) {
        const changed = change(tagIds, add, remove)
        if (typeof changed === 'string') expect(conflictAmong(tree, add)).not.toBeNull()
        else {
          tagIds = changed
          expect(add.every((one) => tagIds.includes(one))).toBe(true)
        }
        expect(conflictAmong(tree, tagIds)).toBeNull()
      }
    }),
  )
})
