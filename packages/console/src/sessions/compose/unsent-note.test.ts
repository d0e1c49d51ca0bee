import { expect, test } from 'vitest'
import { unsentNote } from './unsent-note.ts'

test('a note that was begun is there again for whoever comes back, and with nobody else', () => {
  const kept = new Map<string, string>()
  unsentNote(kept, 's1').keep('half a no')
  expect([unsentNote(kept, 's1').get(), unsentNote(kept, 's2').get()]).toEqual(['half a no', ''])
})

test('what was sent is forgotten, but not what was written on while it was', () => {
  const kept = new Map<string, string>()
  const note = unsentNote(kept, 's1')
  note.keep('call her')
  note.keep('call her back')
  note.sent('call her')
  expect(note.get()).toBe('call her back')
  note.sent('call her back')
  expect(note.get()).toBe('')
})

test('a note that was emptied takes no room', () => {
  const kept = new Map<string, string>()
  unsentNote(kept, 's1').keep('x')
  unsentNote(kept, 's1').keep('')
  expect(kept.size).toBe(0)
})
