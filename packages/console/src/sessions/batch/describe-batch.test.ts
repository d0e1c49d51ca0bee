import type { BatchAction } from '@rapport/contract/light'
import { type AgentId, asId, formatMessage, type TagId } from '@rapport/domain'
import { beforeAll, expect, test } from 'vitest'
import { englishOf, loadLateMessages } from '../../app/messages.ts'
import { describeBatch } from './describe-batch.ts'

beforeAll(loadLateMessages)

const names = { ofTarget: () => 'Wei', ofTag: (id: string) => `tag ${id}` }
const told = (action: BatchAction, total = 3) =>
  describeBatch({ action, total }, names, (key, args = {}) =>
    formatMessage(englishOf(key), args, { tag: 'en' }),
  )

test('a batch says what it does, to how many, and with what', () => {
  expect(told({ do: 'assign', to: { agentId: asId<AgentId>('a') } })).toBe('Assign 3 sessions to Wei')
  expect(told({ do: 'end', outcome: null }, 1)).toBe('End 1 session')
  expect(told({ do: 'delete' }, 4312)).toBe('Delete 4,312 sessions')
  expect(told({ do: 'tag', add: [asId<TagId>('x')], remove: [asId<TagId>('y')] })).toBe(
    'Tag 3 sessions: + tag x, − tag y',
  )
})
