import { expect, test } from 'vitest'
import { withDatabase } from './connection.ts'

test.each([
  [
    'postgres://me:secret@host:5433/one?sslmode=require',
    'postgres://me:secret@host:5433/two?sslmode=require',
  ],
  ['postgres://me:secret@/one?host=/var/run', 'postgres://me:secret@/two?host=/var/run'],
  ['postgresql://host', 'postgresql://host/two'],
])('of an address only the database changes: %s', (address, expected) => {
  expect(withDatabase(address, 'two')).toBe(expected)
})
