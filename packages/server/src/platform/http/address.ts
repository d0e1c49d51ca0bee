import type { IncomingMessage } from 'node:http'

/**
 * The caller's address: the socket's, or with `trustedProxies` hops of our own before us, what the outermost of them
 * saw. What stands further left in X-Forwarded-For anybody can write, so it is never read.
 */
export function addressOf(request: IncomingMessage, trustedProxies: number): string {
  const socket = request.socket.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return socket
  const header = request.headers['x-forwarded-for']
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const seen = [socket, ...forwarded.reverse()]
  return seen[Math.min(trustedProxies, seen.length - 1)] ?? socket
}

/** What an address is counted by: an IPv6 customer has a whole /64, so all of it counts as one. */
export function limitKeyOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail] = address.split('::')
  const left = head.split(':').filter((part) => part !== '')
  const right = (tail ?? '').split(':').filter((part) => part !== '')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const full = [...left, ...Array<string>(zeros).fill('0'), ...right]
  return `${full
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}
