import { keyScopes } from '@rapport/domain'
import { expect, test } from 'vitest'
import { isSameScopes, readOnly, scopeGroups, scopesOf } from './key-scopes.ts'

test('every scope there is stands in one group', () => {
  const grouped = scopeGroups.flatMap(({ scopes }) => [...scopes])
  expect(grouped.toSorted()).toEqual(keyScopes.toSorted())
})

test('a role offers no more than it may, and reading changes nothing', () => {
  expect(scopesOf('agent')).not.toContain('inboxes.manage')
  expect(isSameScopes(scopesOf('owner'), keyScopes)).toBe(true)
  expect(readOnly(keyScopes).filter((scope) => /manage|write|answer|intervene/.test(scope))).toEqual([])
  expect(readOnly(keyScopes)).toContain('sessions.read_all')
})
