import { expect, test } from 'vitest'
import { type Attachment, canSend, charactersLeft, refusalOf } from './attachments.ts'

const aFile = (state: 'uploading' | 'ready' | 'refused'): Attachment => {
  const facts = { key: 'k', name: 'a.pdf', bytes: 1, mediaType: 'application/pdf' }
  if (state === 'uploading') return { ...facts, state, progress: 0.5 }
  if (state === 'refused') return { ...facts, state, why: 'too_large' }
  const file = { id: 'f', name: 'a.pdf', mediaType: 'application/pdf', bytes: 1, isImage: false, url: '/f' }
  return { ...facts, state, file: file as Extract<Attachment, { state: 'ready' }>['file'] }
}

test('nothing is sent without words or a file', () => {
  expect([canSend('', [], 100), canSend(' \n', [], 100)]).toEqual([false, false])
  expect([canSend('a', [], 100), canSend('', [aFile('ready')], 100)]).toEqual([true, true])
})

test('a message waits for its files, and a refused one holds nothing up', () => {
  expect(canSend('a', [aFile('uploading')], 100)).toBe(false)
  expect(canSend('a', [aFile('refused')], 100)).toBe(true)
  expect(canSend('', [aFile('refused')], 100)).toBe(false)
})

test('text beyond the limit is not sent, and the last stretch before it is counted', () => {
  expect(canSend('x'.repeat(101), [], 100)).toBe(false)
  expect([charactersLeft('x'.repeat(50), 100), charactersLeft('x'.repeat(90), 100)]).toEqual([null, 10])
  expect(charactersLeft('x'.repeat(18_000), 20_000)).toBe(null)
})

test('what cannot be taken is said before it is sent', () => {
  expect(refusalOf({ size: 0 }, 0)).toBe('empty')
  expect(refusalOf({ size: 26 * 1024 * 1024 }, 0)).toBe('too_large')
  expect(refusalOf({ size: 10 }, 10)).toBe('too_many')
  expect(refusalOf({ size: 10 }, 9)).toBe(null)
})
