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

type TextThings = Omit<Things, 'link' | 'avatar' | 'exportLink' | 'reviewVersion'>

/** What an id's place holds there: some paths take a kind of their own. */
export function kindAt({ id, name }: Scalar, path: string): keyof TextThings {
  if (id !== null && isOfContacts(path) && Object.hasOwn(ofContacts, id)) return ofContacts[id] ?? id
  if (name === 'avatarFileId') return 'picture'
  if (name === 'into') return 'otherTag'
  const own = ownPlaces.find((place) => place.id === id && place.isAt(path))
  return own?.kind ?? id ?? 'session'
}

type OwnPlace = Readonly<{
  id: IdKind
  isAt(path: string): boolean
  kind: keyof TextThings
}>

const ofContacts: Readonly<Partial<Record<IdKind, OwnPlace['kind']>>> = {
  tag: 'contactTag',
  field: 'contactField',
}
const ownPlaces: readonly OwnPlace[] = [
  { id: 'cursor', isAt: (path) => path.endsWith('/older'), kind: 'olderCursor' },
  { id: 'delivery', isAt: (path) => !path.includes('/webhooks/'), kind: 'channelDelivery' },
  { id: 'message', isAt: (path) => path.includes('/outbox/'), kind: 'outboxMessage' },
  { id: 'inbox', isAt: (path) => path.includes('/generic-inboxes/'), kind: 'genericInbox' },
]

/** Where tags and fields are those of contacts; the order of a set names all of it, and theirs has but one. */
const isOfContacts = (path: string) => path.includes('/contacts/') || path.endsWith('/order')

// A signature fits one file of one workspace and time, so the three go together.
function doorOf(own: Things, path: string): Readonly<Record<string, unknown>> {
  const { link, exportLink, avatar, email, reviewVersion, evidence } = own
  if (path.endsWith('/transcript/mail')) return { to: 'somebody@example.test' }
  if (path.endsWith('/logins')) return { email, password: testPassword }
  if (path.includes('/avatars/')) return avatar
  if (path.endsWith('/order')) return { scope: 'contact' }
  if (path.endsWith('/fields')) return { key: `f_${randomBytes(6).toString('hex')}` }
  if (path.includes('/preferences/')) return { key: 'sessions.columns' }
  // As it is on a desk where nobody has changed it.
  if (path.includes('/scorecards/:')) return { seenVersion: 1 }
  // Evidence is of the review's own session.
  if (path.includes('/reviews/:')) return { seenVersion: reviewVersion, evidence }
  if (path.endsWith('/content')) return path.includes('/exports/') ? exportLink : link
  return {}
}

const freshId = new Set(['clientId', 'epoch'])

const usual: Readonly<Record<string, unknown>> = {
  from: '09:00',
  to: '17:00',
  timeZone: 'Europe/Prague',
  outcome: 'Solved',
  sort: 'started',
  columns: 'number',
  language: 'en',
  time: '09:00',
  expected: 1,
}

function textFor(own: Things, { name, base, schema }: Scalar): unknown {
  if (Object.hasOwn(usual, name) && schema.safeParse(usual[name]).success) return usual[name]
  if (name === 'until' && base === 'number') return Date.now() + 3_600_000
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
  if (kind === 'filter') return given.replace(/[0-9a-f-]{36}/, () => randomUUID())
  if (kind === 'signature') return randomBytes(given.length).toString('hex').slice(0, given.length)
  if (kind !== 'cursor') return randomUUID()
  const [key = '', version] = given.split('.')
  const [at] = JSON.parse(Buffer.from(key, 'base64url').toString()) as [number]
  const other = Buffer.from(JSON.stringify([at, randomUUID()])).toString('base64url')
  return version === undefined ? other : `${other}.${version}`
}

/** An operation as people read it. */
export const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`
