import { asId } from '@rapport/domain'
import { expect, test } from 'vitest'
import {
  asksTheSame,
  changeAddress,
  isPlain,
  isViewAlone,
  plainQuery,
  readAddress,
  type SessionsAddress,
  writeAddress,
} from './sessions-address.ts'

const id = '019a9c1e-0000-7000-8000-000000000001'

const anAddress = (change: Partial<SessionsAddress> = {}): SessionsAddress => ({
  ...plainQuery,
  form: 'table',
  viewId: null,
  sessionId: null,
  tab: 'transcript',
  messageId: null,
  ...change,
})

test('every address reads back as it was written', () => {
  const addresses = [
    anAddress(),
    anAddress({ list: 'on_hold', filter: 'wait:at_least(5m)' }),
    anAddress({ sort: 'field.order_number', direction: 'asc', form: 'timeline', viewId: asId(id) }),
    anAddress({ viewId: asId(id) }),
    anAddress({ filter: 'state:', sessionId: asId(id), tab: 'routing' }),
    anAddress({ sessionId: asId(id), messageId: asId(id) }),
  ]
  for (const address of addresses) expect(readAddress(writeAddress(address))).toEqual(address)
})

test('the plain page has a plain address', () => {
  expect(writeAddress(anAddress())).toEqual({})
  expect(isPlain({})).toBe(true)
  expect(isPlain({ session: id, tab: 'notes' })).toBe(true)
  expect(isPlain({ filter: 'x' })).toBe(false)
})

test('a closed panel leaves no tab behind in the address', () => {
  expect(writeAddress(anAddress({ tab: 'notes' }))).toEqual({})
})

test('what means nothing in an address is as if it were not there', () => {
  const typed = {
    list: 'mine',
    sort: 'a b',
    direction: 'up',
    form: 'map',
    view: '1',
    session: '../etc',
    tab: 'nonsense',
  }
  expect(readAddress(typed)).toEqual(anAddress())
})

test('another session, or another tab, is not shown at the message of the one before', () => {
  const at = anAddress({ sessionId: asId(id), messageId: asId(id) })
  expect(changeAddress(at, { list: 'bot' }).messageId).toBe(id)
  expect(changeAddress(at, { tab: 'notes' }).messageId).toBe(null)
  expect(changeAddress(at, { sessionId: null }).messageId).toBe(null)
})

test('a filter that cannot be read stays in the address, to be mended', () => {
  expect(readAddress({ filter: 'wait:at_least(' }).filter).toBe('wait:at_least(')
})

test('a link from an inbox or a contact is a filter like any other', () => {
  expect(readAddress({ inbox: id }).filter).toBe(`inbox:any(${id})`)
  expect(readAddress({ filter: 'state:any(bot)', contact: id }).filter).toBe(
    `state:any(bot) contact:any(${id})`,
  )
  expect(readAddress({ inbox: "'; drop" }).filter).toBe('')
})

test('a view alone means what it holds, and one changed back to the plain page does not', () => {
  expect(isViewAlone({ view: id })).toBe(true)
  expect(isViewAlone(writeAddress(anAddress({ viewId: asId(id) })))).toBe(false)
})

test('the open session is no part of what is asked for', () => {
  expect(asksTheSame(anAddress(), anAddress({ sessionId: asId(id), tab: 'notes' }))).toBe(true)
  expect(asksTheSame(anAddress(), anAddress({ direction: 'asc' }))).toBe(false)
})
