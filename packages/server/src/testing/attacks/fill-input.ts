import { randomBytes, randomUUID } from 'node:crypto'
import type { Endpoint } from '@rapport/contract'
import { testPassword } from '../a-workspace.ts'
import type { Things } from './a-desk.ts'
import type { Fill } from './build-input.ts'
import type { IdKind, Scalar } from './read-shape.ts'

/** Fills an operation's input with what a caller may name, so that all of it is good but what an attack replaces. */
export const fillWith =
  (own: Things, path: string): Fill =>
  (scalar) => {
    const door = doorOf(own, path)
    if (Object.hasOwn(door, scalar.name)) return door[scalar.name]
    if (scalar.id !== null) return own[kindAt(scalar, path)]
    return textFor(own, scalar)
  }

/** What an id's place holds there: some paths take a kind of their own. */
export function kindAt({ id, name }: Scalar, path: string): keyof Omit<Things, 'link' | 'avatar'> {
  if (id === 'cursor' && path.endsWith('/older')) return 'olderCursor'
  if (name === 'avatarFileId') return 'picture'
  if (id === 'delivery' && !path.includes('/webhooks/')) return 'channelDelivery'
  if (id === 'message' && path.includes('/outbox/')) return 'outboxMessage'
  if (id === 'inbox' && path.includes('/generic-inboxes/')) return 'genericInbox'
  return id ?? 'session'
}

// A signature fits one file of one workspace and time, so the three go together.
function doorOf({ link, avatar, email }: Things, path: string): Readonly<Record<string, unknown>> {
  if (path.endsWith('/logins')) return { email, password: testPassword }
  if (path.includes('/avatars/')) return avatar
  return path.endsWith('/content') ? link : {}
}

const freshId = new Set(['clientId', 'epoch'])

function textFor(own: Things, { name, base, schema }: Scalar): unknown {
  if (name === 'key') return own.widgetKey
  if (name === 'token') return own.invitationToken
  if (freshId.has(name)) return randomUUID()
  if (name === 'email') return `fresh-${randomUUID()}@example.test`
  if (name === 'seenVersion') return 1_000
  const unique = `A name of ${randomBytes(4).toString('hex')}`
  return base === 'text' && schema.safeParse(unique).success ? unique : undefined
}

/** An id of nothing, in the same form as the one given: what an attack's answer is compared with. */
export function randomLike(kind: IdKind, given: string): string {
  if (kind === 'signature') return randomBytes(given.length).toString('hex').slice(0, given.length)
  if (kind !== 'cursor') return randomUUID()
  const [key = '', version] = given.split('.')
  const [at] = JSON.parse(Buffer.from(key, 'base64url').toString()) as [number]
  const other = Buffer.from(JSON.stringify([at, randomUUID()])).toString('base64url')
  return version === undefined ? other : `${other}.${version}`
}

/** An operation as people read it. */
export const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`
