import { batchEndpoints } from '@rapport/contract'
import { expect, test } from 'vitest'
import { describeWrite } from './describe-write.ts'

test('the entry of a batch tells what is done and to how many, though nobody counted beforehand', () => {
  const asked = { clientId: 'c', target: { list: 'all', filter: '' }, action: { do: 'delete' } }
  const id = '0190b7a0-0000-7000-8000-000000000001'
  const answer = { id, action: asked.action, state: 'running', total: 12, done: 0, failed: 0 }
  expect(describeWrite(batchEndpoints.create, asked, answer)).toEqual({
    action: 'batch.begun',
    subject: { kind: 'batch', id },
    details: { asked: ['target', 'action'], do: 'delete', total: 12 },
  })
})
