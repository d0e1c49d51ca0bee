import { expect, test } from 'vitest'
import { type FromPanel, unwrap, wrap } from './messages.ts'

const frame = { name: 'the frame' }
const from = { window: frame, origin: 'https://desk.example' }
const hear = (event: object) =>
  unwrap<FromPanel>({ source: frame, origin: from.origin, data: null, ...event } as never, from, [
    'close',
    'unread',
  ])

test('a message from the very window of the very origin is heard', () => {
  expect(hear({ data: wrap({ type: 'unread', count: 2 }) })).toEqual({ type: 'unread', count: 2 })
})

test.each([
  ['another window of the right origin', { source: {}, data: wrap({ type: 'close' }) }],
  ['no window', { source: null, data: wrap({ type: 'close' }) }],
  [
    'the right window after it went elsewhere',
    { origin: 'https://evil.example', data: wrap({ type: 'close' }) },
  ],
  ['an opaque origin', { origin: 'null', data: wrap({ type: 'close' }) }],
  [
    'an origin that only begins alike',
    { origin: 'https://desk.example.evil', data: wrap({ type: 'close' }) },
  ],
  ['a type the other side never says', { data: wrap({ type: 'ready' }) }],
  ['a message without the mark', { data: { type: 'close' } }],
  ['nothing', { data: null }],
  ['text', { data: 'close' }],
  ['a number', { data: 7 }],
  [
    'a prototype in disguise',
    { data: JSON.parse('{"__proto__":{"mark":"rapport-widget-1","message":{"type":"x"}}}') },
  ],
])('%s is not heard', (_, event) => {
  expect(hear(event)).toBeNull()
})

test('nobody is heard while there is no window to hear', () => {
  const event = { source: null, origin: from.origin, data: wrap({ type: 'close' }) }
  expect(unwrap<FromPanel>(event, { window: null, origin: from.origin }, ['close'])).toBeNull()
})
