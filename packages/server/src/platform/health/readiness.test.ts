import { expect, test } from 'vitest'
import { createReadiness } from './readiness.ts'

const probed = (isAnswering: boolean, migration: number | null) => ({
  isAnswering: () => isAnswering,
  migration: () => migration,
})

test('a node is ready while its database answers with the schema it was written for, or a later one', () => {
  for (const migration of [4, 5, null])
    expect(createReadiness({ probe: probed(true, migration), migrationWanted: 4 }).reasons()).toEqual([])
})

test('each thing that speaks against it is named', () => {
  const readiness = createReadiness({ probe: probed(false, 3), migrationWanted: 4 })
  expect(readiness.reasons()).toEqual(['database', 'migrations'])
  readiness.beginStop()
  expect(readiness.reasons()).toEqual(['database', 'migrations', 'stopping'])
})
