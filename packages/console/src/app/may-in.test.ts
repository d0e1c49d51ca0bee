import { asId, defaultWorkspaceSettings, type Role, type WorkspaceId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { mayIn } from './may-in.ts'

const inWorkspace = (role: Role, agentsMay: ('contacts.ban' | 'search.content')[]) => ({
  role,
  workspace: {
    id: asId<WorkspaceId>('w'),
    name: 'Shop',
    settings: { ...defaultWorkspaceSettings, agentsMay },
  },
})

test('an agent may what the role lets them, and what the workspace lets its agents besides', () => {
  expect(mayIn(inWorkspace('agent', []), 'sessions.answer')).toBe(true)
  expect(mayIn(inWorkspace('agent', []), 'contacts.ban')).toBe(false)
  expect(mayIn(inWorkspace('agent', ['contacts.ban']), 'contacts.ban')).toBe(true)
  expect(mayIn(inWorkspace('agent', ['contacts.ban']), 'search.content')).toBe(false)
})

test('who may by role needs no grant', () => {
  expect(mayIn(inWorkspace('supervisor', []), 'contacts.ban')).toBe(true)
})
