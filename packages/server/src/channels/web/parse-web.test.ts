import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseWeb } from './parse-web.ts'
import { webRequest } from './web-request.ts'

const clientId = '0199c0de-7a00-7000-8000-0000000000a1'
const fileId = '0199c0de-7a00-7000-8000-0000000000f1'
const messageId = '0199c0de-7a00-7000-8000-0000000000b1'
const parse = (body: string | Uint8Array) =>
  parseWeb(
    webRequest(typeof body === 'string' ? Buffer.from(body) : body, {
      thread: 'visitor-1',
      at: 1_763_600_000_000,
    }),
  )
const send = (more: object) => JSON.stringify({ type: 'send', clientId, text: '', ...more })

test("a visitor's message keeps its words, its files in order and its own id", () => {
  expect(parse(send({ text: 'Where is my parcel? 退款 🙂', fileIds: [fileId] }))).toEqual([
    {
      type: 'message',
      key: `visitor-1:${clientId}`,
      id: clientId,
      at: 1_763_600_000_000,
      thread: 'visitor-1',
      blocks: [
        { kind: 'text', text: 'Where is my parcel? 退款 🙂' },
        { kind: 'media', media: { kind: 'file', ref: fileId } },
      ],
      raw: { type: 'send', clientId, text: 'Where is my parcel? 退款 🙂', fileIds: [fileId] },
    },
  ])
})

test('the same frame read twice has the same key, whenever it comes', () => {
  const body = Buffer.from(send({ text: 'again' }))
  const [first] = parseWeb(webRequest(body, { thread: 't', at: 1 }))
  const [second] = parseWeb(webRequest(body, { thread: 't', at: 99_999 }))
  expect(first?.key).toBe(second?.key)
})

test('a file alone is a message, and spaces alone are not', () => {
  expect(parse(send({ fileIds: [fileId] }))[0]).toMatchObject({ blocks: [{ kind: 'media' }] })
  expect(parse(send({ text: '  \n' }))[0]).toMatchObject({ type: 'unknown' })
})

test('typing and receipts are events, and what only keeps the line is none', () => {
  expect(parse('{"type":"typing","on":true}')[0]).toMatchObject({ type: 'typing', on: true })
  expect(parse(JSON.stringify({ type: 'read', messageId }))[0]).toMatchObject({
    type: 'receipt',
    status: 'read',
    id: messageId,
  })
  expect(parse('{"type":"ping"}')).toEqual([])
})

test.each([
  ['not JSON', '{"type":'],
  ['a command of the server', '{"type":"event"}'],
  ['an author of its own choosing', send({ text: 'hi', author: { kind: 'agent' } })],
  ["another's conversation", send({ text: 'hi', conversationId: clientId })],
  ['NUL', send({ text: 'a\0b' })],
  ['half a character', '{"type":"send","clientId":"0199c0de-7a00-7000-8000-0000000000a1","text":"\\ud83d"}'],
  ['text that is no text', send({ text: {} })],
  ['too long a text', send({ text: 'x'.repeat(20_001) })],
  ['an id that is none', send({ text: 'hi', clientId: '*' })],
])('%s is unknown, and never a message', (_, body) => {
  expect(parse(body)[0]).toMatchObject({ type: 'unknown' })
})

test('any bytes at all are read without a throw, and invalid UTF-8 is unknown', () => {
  expect(parse(new Uint8Array([0xc3, 0x28]))[0]).toMatchObject({ type: 'unknown' })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(Array.isArray(parse(bytes))).toBe(true)
    }),
  )
})
