import type { JsonSchema } from './openapi-document.ts'

type Schemas = Readonly<Record<string, JsonSchema>>

const id = '0197a3c2-4d5e-7f60-8a1b-2c3d4e5f6071'
const otherId = '0197a3c2-9f3a-7c44-b6d2-5e8f1a2b3c4d'

// What stands in an example under these names: something that a reader recognises.
const byName: Readonly<Record<string, unknown>> = {
  accent: '#0c6457',
  allowedOrigins: ['https://shop.example.com'],
  attempt: 1,
  avatarUrl: null,
  channelKind: 'web',
  channelLabel: 'Courier app',
  clientId: '5f0c1e52-6f0a-4c3e-9d6b-8a7c5b4d3e21',
  cursor: undefined,
  deduplicates: true,
  displayName: 'Grace Hopper',
  email: 'grace@example.com',
  endReason: 'agent_ended',
  expires: '1800000000000',
  externalId: 'user-1815',
  greeting: 'Hello! How can we help?',
  historicalAfterDays: 7,
  key: 'wk_3fK9b',
  locale: 'en',
  mediaType: 'image/png',
  more: false,
  name: 'Grace Hopper',
  next: null,
  older: null,
  origin: 'https://shop.example.com',
  password: 'correct horse battery',
  phone: '+420 123 456 789',
  scopes: ['sessions.read', 'sessions.answer', 'sessions.read_all'],
  signature: 'a'.repeat(64),
  text: 'Your parcel is on its way.',
  title: 'Talk to us',
  token: 'k3y-of-the-invitation',
  url: 'https://example.com/hooks/rapport',
  workspaceName: 'Example shop',
}

// What a first call would say, where a schema alone makes a poor example.
const inbox = { name: 'Courier app', startsIn: 'unassigned', botId: null, teamId: null }
const generic = { url: 'https://example.com/hooks/rapport', deduplicates: true, replyWindowHours: null }
const courier = { ...inbox, channelLabel: 'Courier app', settings: generic }
const webChat = {
  ...inbox,
  name: 'Shop',
  widget: {
    title: 'Talk to us',
    greeting: 'Hello! How can we help?',
    accent: '#0c6457',
    allowedOrigins: ['https://shop.example.com'],
    requireIdentity: false,
  },
}
const told = {
  name: 'Order system',
  url: 'https://example.com/hooks/rapport',
  events: ['session.started', 'session.ended'],
}

const orderNumber = {
  scope: 'session',
  key: 'order_number',
  kind: 'text',
  name: 'Order number',
  choices: [],
  requiredOnEnd: false,
}
const view = {
  name: 'Waiting for an hour',
  scope: 'team',
  teamId: id,
  definition: {
    list: 'unassigned',
    filter: 'wait:at_least(1h)',
    sort: 'started',
    direction: 'desc',
    form: 'table',
    columns: null,
  },
}

/** What is sent, by operation. */
export const requestExamples: Readonly<Record<string, unknown>> = {
  'bans.create': { reason: 'Insults, after two warnings', until: null },
  'batches.create': {
    clientId: '5f0c1e52-6f0a-4c3e-9d6b-8a7c5b4d3e21',
    target: { list: 'unassigned', filter: 'wait:at_least(1h)' },
    action: { do: 'assign', to: { teamId: id } },
    expected: 42,
  },
  'contacts.setFields': { fields: { customer_number: 'C-1815' } },
  'fields.create': orderNumber,
  'fields.change': { name: 'Order number', choices: [], requiredOnEnd: true },
  'inboxes.setCalendar': {
    calendar: {
      timeZone: 'Europe/Prague',
      week: [1, 2, 3, 4, 5].map((day) => ({ day, slots: [{ from: '09:00', to: '17:00' }] })),
      holidays: [{ date: '2026-12-24', name: 'Christmas Eve', slots: [] }],
    },
  },
  'preferences.set': { value: { density: 'compact' } },
  'sessions.setFields': { fields: { order_number: '100042' } },
  'views.create': view,
  'views.change': view,
  'watchWords.create': { texts: ['refund', 'lawyer'], side: 'contact' },
  'apiKeys.create': { name: 'Order system', scopes: ['sessions.read', 'sessions.answer'], days: 365 },
  'contacts.create': {
    name: 'Grace Hopper',
    email: 'grace@example.com',
    addresses: [{ inboxId: id, externalId: 'user-1815' }],
  },
  'inboxes.create': webChat,
  'inboxes.change': webChat,
  'inboxes.createGeneric': courier,
  'inboxes.changeGeneric': courier,
  'team.createTeam': { name: 'First line', agentIds: [id] },
  'team.changeTeam': { name: 'First line', agentIds: [id] },
  'webhooks.create': told,
  'webhooks.change': told,
  'workspaces.change': {
    name: 'Example shop',
    settings: {
      takeMode: 'reply',
      confirmEnd: false,
      historicalAfterDays: 7,
      outcomes: ['Solved', 'Not solved'],
      endRequires: { outcome: true, tag: false },
      agentsMay: ['search.content'],
      timeZone: 'Europe/Prague',
    },
  },
  'hooks.generic': {
    type: 'message',
    id: 'msg-1815',
    person: { id: 'user-1815', name: 'Grace Hopper' },
    text: 'Where is my parcel?',
  },
}

/**
 * A value that fits a schema, for people to read: required fields, and those optional ones that a first call would set.
 * A test holds every example to the schema it was made from.
 */
export function exampleOf(schema: JsonSchema, schemas: Schemas, name = ''): unknown {
  const whole = resolve(schema, schemas)
  const { anyOf, oneOf, allOf } = whole as Record<string, readonly JsonSchema[] | undefined>
  const variants = anyOf ?? oneOf ?? allOf
  if (Object.hasOwn(byName, name) && isTaken(byName[name], whole)) return byName[name]
  if (whole.const !== undefined) return whole.const
  if (Array.isArray(whole.enum)) return whole.enum[0]
  if (variants?.[0]) return exampleOf(variants[0], schemas, name)
  if (whole.type === 'object') return exampleObject(whole, schemas)
  if (whole.type === 'array') return exampleList(whole, schemas, name)
  return exampleScalar(whole, name)
}

const resolve = (schema: JsonSchema, schemas: Schemas): JsonSchema =>
  typeof schema.$ref === 'string' ? (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema

/** Whether a value of a name is of the kind that the schema asks for there. */
function isTaken(value: unknown, { type, anyOf, enum: words }: JsonSchema): boolean {
  if (Array.isArray(words)) return words.includes(value)
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
  const kinds = Array.isArray(anyOf) ? anyOf.map((one: JsonSchema) => one.type) : [type].flat()
  return kinds.includes(kind) || (kind === 'number' && kinds.includes('integer'))
}

function exampleObject(schema: JsonSchema, schemas: Schemas): Record<string, unknown> {
  const fields = (schema.properties ?? {}) as Record<string, JsonSchema>
  const required = (schema.required ?? []) as readonly string[]
  const isLean = Object.keys(fields).length > 12
  const made = Object.entries(fields)
    .filter(([name]) => required.includes(name) || (!isLean && Object.hasOwn(byName, name)))
    .map(([name, field]) => [name, exampleOf(field, schemas, name)])
  return Object.fromEntries(made.filter(([, value]) => value !== undefined))
}

function exampleList({ items, minItems }: JsonSchema, schemas: Schemas, name: string): unknown[] {
  const isWanted = Number(minItems ?? 0) > 0 || name === 'items' || name === 'addresses'
  return isWanted && items ? [exampleOf(items as JsonSchema, schemas, name.replace(/s$/, ''))] : []
}

function exampleScalar(
  { type: types, format, pattern, minimum, maxLength }: JsonSchema,
  name: string,
): unknown {
  const [type] = [types].flat()
  if (type === 'integer' || type === 'number')
    return /At$|until|^at$/i.test(name) ? 1_764_000_000_000 : Math.max(1, Number(minimum ?? 1))
  if (type === 'boolean') return true
  if (type === 'null') return null
  const known = exampleText(format, pattern, name)
  return known ?? (name === '' ? 'text' : name).slice(0, Number(maxLength ?? 100))
}

function exampleText(format: unknown, pattern: unknown, name: string): unknown {
  if (format === 'uuid') return name.startsWith('conversation') ? otherId : id
  if (format === 'email') return byName.email
  if (format === 'uri') return byName.url
  return typeof pattern === 'string' && pattern.includes('https?') ? byName.origin : undefined
}
