import { endpoints } from '@rapport/contract'
import { expect, test } from 'vitest'
import { createRoutes } from './routes.ts'
import type { Reading } from './sessions/index.ts'

const reading: Reading = {
  people: { find: async () => [] },
  epochOf: async () => '',
  sendingOn: () => ({ cannotSend: null, replyUntil: null }),
  noteViewing: async () => undefined,
}

test('every endpoint of the contract is answered by exactly one route, and nothing else is', () => {
  const declared = Object.values(endpoints).flatMap((nouns) => Object.values(nouns))
  const answered = createRoutes({
    ...reading,
    findHolder: async () => null,
    findExportHolder: async () => null,
  }).map(({ endpoint }) => endpoint)
  const byPlace = (all: readonly { method: string; path: string }[]) =>
    all.map(({ method, path }) => `${method} ${path}`).sort()
  expect(byPlace(answered)).toEqual(byPlace(declared))
  expect(new Set(answered)).toEqual(new Set(declared))
})
