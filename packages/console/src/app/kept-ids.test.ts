import { asId, type BatchId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { createKeptIds } from './kept-ids.ts'

const anId = (n: number) => asId<BatchId>(`019a9c1e-0000-7000-8000-${String(n).padStart(12, '0')}`)

function aStorage(text: Record<string, string> = {}) {
  const held = new Map(Object.entries(text))
  return {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
  }
}

test('what was begun is found again after the page was left, until it is put aside', () => {
  const storage = aStorage()
  createKeptIds<BatchId>('mine', storage).add(anId(1))
  const again = createKeptIds<BatchId>('mine', storage)
  expect(again.get()).toEqual([anId(1)])
  again.drop(anId(1))
  expect(createKeptIds<BatchId>('mine', storage).get()).toEqual([])
})

test('the newest stand first, each once, and no more than five', () => {
  const kept = createKeptIds<BatchId>('mine', aStorage())
  for (const n of [1, 2, 3, 4, 5, 6, 4]) kept.add(anId(n))
  expect(kept.get()).toEqual([4, 6, 5, 3, 2].map(anId))
})

test('what somebody else wrote there is not taken for an id', () => {
  expect(createKeptIds<BatchId>('mine', aStorage({ mine: '<b> undefined' })).get()).toEqual([])
})
