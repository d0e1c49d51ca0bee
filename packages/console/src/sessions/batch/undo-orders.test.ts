import { asId, type SessionId, type TagId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { undoOrders } from './undo-orders.ts'

const session = (n: number) => asId<SessionId>(`s${n}`)
const [refund, vip] = [asId<TagId>('refund'), asId<TagId>('vip')]
const row = (n: number, added: TagId[] = [], removed: TagId[] = []) => ({
  sessionId: session(n),
  tags: { added, removed },
})

test('only what a batch really changed is taken back, session by session', () => {
  const items = [
    row(1, [refund, vip]),
    row(2, [vip]),
    row(3),
    row(4, [vip, refund]),
    row(5, [], [refund]),
    { sessionId: session(6), tags: null },
  ]
  expect(undoOrders(items)).toEqual([
    {
      action: { do: 'tag', add: [], remove: [refund, vip] },
      target: { sessionIds: [session(1), session(4)] },
    },
    { action: { do: 'tag', add: [], remove: [vip] }, target: { sessionIds: [session(2)] } },
    { action: { do: 'tag', add: [refund], remove: [] }, target: { sessionIds: [session(5)] } },
  ])
})

test('more sessions than one batch may name are taken back by several', () => {
  const orders = undoOrders(Array.from({ length: 2_001 }, (_, n) => row(n, [vip])))
  expect(orders.map(({ target }) => target.sessionIds.length)).toEqual([1_000, 1_000, 1])
  expect(orders[2]?.target.sessionIds).toEqual([session(2_000)])
})
