import { expect, test } from 'vitest'
import { aSession } from '../testing/a-session-in-state.ts'
import { alsoMissing, missingAtFirst, missingIn, nothingMissing } from './missing-for-end.ts'

test('what the server names is asked for, each thing once', () => {
  const said = missingIn([
    { path: ['outcome'] },
    { path: ['tags'] },
    { path: ['fields', 'order_number'] },
    { path: ['somewhere', 'else'] },
  ])
  expect(said).toEqual({ outcome: true, tag: true, fieldKeys: ['order_number'] })
  expect(alsoMissing(said, said)).toEqual(said)
  expect(alsoMissing(nothingMissing, said)).toEqual(said)
})

test('what a workspace requires is asked for at once, unless the session has it', () => {
  const settings = { endRequires: { outcome: true, tag: true } }
  const session = aSession({ state: 'assigned' })
  expect(missingAtFirst(session, settings)).toEqual({ outcome: true, tag: true, fieldKeys: [] })
  expect(missingAtFirst({ ...session, outcome: 'Solved' }, settings).outcome).toBe(false)
  expect(missingAtFirst(session, { endRequires: { outcome: false, tag: false } })).toEqual(nothingMissing)
})
