import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Says of an address, written the way a socket names it, whether a request may be sent there. */
export type AddressRules = Readonly<{ permits(address: string): boolean }>

type Network = Readonly<{ address: string; bits: number; family: 'ipv4' | 'ipv6' }>

// IANA's special-purpose registry for IPv4, and multicast: https://www.iana.org/assignments/iana-ipv4-special-registry
const closed4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]

// Only this much of IPv6 is in public use; what is left out are loopback, ULA, link-local, multicast, and every form that
// carries an IPv4 address (mapped, compatible, NAT64), which could otherwise name a private one.
const open6 = ['2000::/3']

// Within it: protocol assignments with Teredo and benchmarking, documentation, and 6to4, which carries an IPv4 address.
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

// Where clouds tell a machine its own credentials. No allowed network opens these: 100.64.0.0/10 and fd00::/8 hold two.
const metadata = [
  '169.254.169.254/32',
  '192.0.0.192/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  'fd00:ec2::254/128',
]

const isClosed = matcher(closed4.concat(closed6))
const isOpen6 = matcher(open6)
const isMetadata = matcher(metadata)

/**
 * The rules of an installation: the public internet without this machine's own addresses, for behind those stands what
 * its firewall keeps from the internet, and the `allowed` networks (CIDR, as `10.0.0.0/8`), which are open in spite of
 * that. Throws on a network that cannot be read.
 */
export function makeAddressRules(allowed: readonly string[]): AddressRules {
  const isAllowed = matcher(allowed)
  return {
    permits(address) {
      if (isIP(address) === 0 || address.includes('%') || isMetadata(address)) return false
      if (isAllowed(address)) return true
      const isPublic = isIP(address) === 4 || isOpen6(address)
      return isPublic && !isClosed(address) && !isOwn(address)
    },
  }
}

/** The networks as given, once each is known to be one. Throws a `TypeError` that names the first that is not. */
export function checkNetworks(networks: readonly string[]): readonly string[] {
  networks.map(readNetwork)
  return networks
}

/** One list per family: a joint one would let `::ffff:127.0.0.1` pass by a rule made for `127.0.0.1`. */
function matcher(networks: readonly string[]): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const { address, bits, family } of networks.map(readNetwork))
    lists[family].addSubnet(address, bits, family)
  return (address) => {
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    return lists[family].check(address, family)
  }
}

function readNetwork(text: string): Network {
  const [address = '', suffix, ...more] = text.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  const most = family === 'ipv6' ? 128 : 32
  const bits = suffix === undefined ? most : Number(suffix)
  const isRead = /^\d{1,3}$/.test(suffix ?? '0') && more.length === 0 && bits <= most
  if (isIP(address) === 0 || address.includes('%') || !isRead) throw new TypeError(text)
  return { address, bits, family }
}

function isOwn(address: string): boolean {
  const own = new BlockList()
  for (const { address: ours, family } of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
    own.addAddress(ours, family === 'IPv6' ? 'ipv6' : 'ipv4')
  return own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
