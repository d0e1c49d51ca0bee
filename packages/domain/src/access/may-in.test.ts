import { expect, test } from 'vitest'
import { grantableToAgents } from '../workspace-settings.ts'
import { mayIn, permissionsIn } from './may-in.ts'
import { can, permissions, roles } from './permissions.ts'

test('a workspace that grants nothing leaves every role what it is', () => {
  for (const role of roles)
    for (const permission of permissions)
      expect(mayIn(role, permission, { agentsMay: [] })).toBe(can(role, permission))
})

test('what a workspace lets its agents do is theirs, and nobody else gains by it', () => {
  const settings = { agentsMay: grantableToAgents }
  const gained = permissionsIn('agent', settings).filter((permission) => !can('agent', permission))
  expect(gained).toEqual(['search.content', 'exports.create', 'contacts.ban'])
  for (const role of roles.filter((each) => each !== 'agent'))
    expect(permissionsIn(role, settings)).toEqual(permissionsIn(role, { agentsMay: [] }))
})
