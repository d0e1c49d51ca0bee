import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { addressOf, limitKeyOf } from './address.ts'

const request = (forwarded?: string) =>
  ({
    socket: { remoteAddress: '10.0.0.1' },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

test('without proxies of our own, nothing a caller writes changes their address', () => {
  expect(addressOf(request('6.6.6.6'), 0)).toBe('10.0.0.1')
})

test('with proxies, the address is what the outermost of ours saw; what stands left of it is not believed', () => {
  expect(addressOf(request('6.6.6.6, 203.0.113.7'), 1)).toBe('203.0.113.7')
  expect(addressOf(request('6.6.6.6, 203.0.113.7, 10.0.0.2'), 2)).toBe('203.0.113.7')
})

test('a caller who got past the proxies is counted by what is there', () => {
  expect(addressOf(request(), 2)).toBe('10.0.0.1')
  expect(addressOf(request('203.0.113.7'), 5)).toBe('203.0.113.7')
})

test('all of an IPv6 customer counts as one, however the address is written', () => {
  expect(limitKeyOf('2001:db8:1:2::1')).toBe(limitKeyOf('2001:0db8:0001:0002:ffff:1:2:3'))
  expect(limitKeyOf('2001:db8:1:2::1')).not.toBe(limitKeyOf('2001:db8:1:3::1'))
  expect(limitKeyOf('::1')).toBe('0:0:0:0::/64')
  expect(limitKeyOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
})
