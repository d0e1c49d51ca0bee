import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import { checkNetworks, makeAddressRules } from './address-rules.ts'

const usual = makeAddressRules([])

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '192.0.1.1',
  '198.17.255.255',
  '198.20.0.1',
  '2606:4700:4700::1111',
  '2a00:1450:4001::5',
])('%s is the public internet', (address) => {
  expect(usual.permits(address)).toBe(true)
})

test.each([
  ['this host', '0.0.0.0', '0.1.2.3', '::'],
  ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
  ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1'],
  ['shared by a carrier', '100.64.0.1', '100.127.255.255'],
  ['link-local', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  ['cloud metadata', '169.254.169.254', '192.0.0.192', '100.100.100.200', '168.63.129.16', 'fd00:ec2::254'],
  [
    'documentation and benchmarks',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '198.18.0.1',
    '198.19.255.255',
  ],
  ['documentation in IPv6', '2001:db8::1', '3fff::1', '2001:2::1'],
  ['multicast and reserved', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', 'ff02::1'],
  ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1'],
  ['tunnels', '2002:7f00:1::', '2001:0:7f00:1::'],
  ['no address', '', 'localhost', '127.1', '2130706433', '0x7f.0.0.1', '[::1]', '8.8.8.8:80'],
])('%s is refused', (_kind, ...addresses) => {
  for (const address of addresses) expect([address, usual.permits(address)]).toEqual([address, false])
})

test("this machine's own addresses are refused, for its firewall keeps them from the internet and not from us", () => {
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  expect(own.length).toBeGreaterThan(0)
  for (const { address } of own) expect(usual.permits(address)).toBe(false)
})

test('an allowed network is open to its last address and no further', () => {
  const rules = makeAddressRules(['10.1.0.0/16', '127.0.0.1', 'fd12:3456::/32'])
  expect(['10.1.0.0', '10.1.255.255', '127.0.0.1', 'fd12:3456::1'].map(rules.permits)).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['10.2.0.0', '10.0.255.255', '127.0.0.2', 'fd12:3457::1'].map(rules.permits)).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('an allowed network opens neither what hands out credentials nor another way to write its addresses', () => {
  const rules = makeAddressRules(['0.0.0.0/0', 'fd00::/8'])
  const shut = ['169.254.169.254', '100.100.100.200', 'fd00:ec2::254', '::ffff:127.0.0.1', '::127.0.0.1']
  for (const address of shut) expect([address, rules.permits(address)]).toEqual([address, false])
  expect(rules.permits('192.168.1.1')).toBe(true)
})

test.each([
  '',
  'localhost',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/',
  '10/8',
  '::1/129',
  'fe80::1%eth0/64',
  '1.1.1.1/8/8',
])('a network written as "%s" is refused', (network) => {
  expect(() => checkNetworks([network])).toThrow(TypeError)
})
