import type { ViewDefinition, ViewView } from '@rapport/contract/light'
import { asId, fieldLookup, type ViewId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { plainQuery } from '../sessions-address.ts'
import { askedBy, definitionOf, isEdited, isGone, resetOf, viewsByScope } from './view-state.ts'

const aDefinition = (change: Partial<ViewDefinition> = {}): ViewDefinition => ({
  ...plainQuery,
  form: 'table',
  columns: null,
  ...change,
})
const aView = (name: string, change: Partial<ViewView> = {}): ViewView => ({
  id: asId<ViewId>(name),
  name,
  scope: 'me',
  teamId: null,
  ownerId: asId('ana'),
  ownerName: 'Ana',
  mayChange: true,
  definition: aDefinition(),
  ...change,
})
const fields = fieldLookup()

test('a view opens what it was saved from', () => {
  const asked = askedBy(
    aDefinition({ list: 'bot', filter: 'rating:at_most(2)', sort: 'rating', direction: 'asc' }),
  )
  expect(askedBy(definitionOf(asked, ['contact', 'rating']))).toEqual(asked)
})

test('a list without a tab here opens All', () => {
  expect(askedBy(aDefinition({ list: 'mine' })).list).toBe('all')
})

test('a view is edited by what it would find or how, not by how its filter is written', () => {
  const view = aDefinition({ filter: 'wait:at_least(60m)' })
  const asked = askedBy(view)
  expect(isEdited({ ...asked, filter: ' wait:at_least(1h) ' }, view, fields)).toBe(false)
  expect(isEdited({ ...asked, filter: 'wait:at_least(2h)' }, view, fields)).toBe(true)
  expect(isEdited({ ...asked, filter: 'wait:at_least(' }, view, fields)).toBe(true)
  expect(isEdited({ ...asked, sort: 'wait' }, view, fields)).toBe(true)
})

test("reset goes back to the view's own filter, and without a view to everything", () => {
  const address = {
    ...askedBy(aDefinition({ list: 'bot', form: 'timeline' })),
    viewId: null,
    sessionId: null,
    tab: 'transcript' as const,
    messageId: null,
  }
  const view = aView('late', { definition: aDefinition({ filter: 'tag:set' }) })
  expect(resetOf(address, view).filter).toBe('tag:set')
  expect(resetOf(address, null)).toEqual({ ...plainQuery, form: 'timeline' })
})

test('a view that one does not see is gone, unless the address says by itself what to list, or it is not known yet', () => {
  const id = asId<ViewId>('00000000-0000-4000-8000-000000000001')
  const known = { views: [aView('late', { id })], isPending: false, error: null }
  const other = '00000000-0000-4000-8000-000000000002'
  expect([id, other, 'none'].map((view) => isGone({ view }, known))).toEqual([false, true, true])
  expect(isGone({ view: other, list: 'all' }, known)).toBe(false)
  expect(isGone({}, known)).toBe(false)
  expect(isGone({ view: other }, { ...known, isPending: true })).toBe(false)
  expect(isGone({ view: other }, { ...known, error: new Error('unreachable') })).toBe(false)
})

test('views stand by who sees them, and then by name', () => {
  const { me, team, everyone } = viewsByScope(
    [aView('b'), aView('x', { scope: 'everyone' }), aView('A'), aView('t', { scope: 'team' })],
    'en',
  )
  expect([me, team, everyone].map((views) => views.map(({ name }) => name))).toEqual([
    ['A', 'b'],
    ['t'],
    ['x'],
  ])
})
