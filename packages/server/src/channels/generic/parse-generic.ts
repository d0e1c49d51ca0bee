import { type GenericEvent, genericEvent, genericEventsMax } from '@rapport/contract'
import { fromSeconds, type Instant, instant } from '@rapport/domain'
import type { RawRequest } from '../adapter.ts'
import type { Block, Inbound, Media } from '../inbound.ts'
import { readJson } from '../read-json.ts'
import { originOf } from '../session-origin.ts'

type EventOf<Type extends GenericEvent['type']> = Extract<GenericEvent, { type: Type }>

/**
 * Reads what a program says: one event, or several under `events`. Total: what is not understood becomes `unknown`, with
 * where and why in the program's own words, and keeps none of its neighbours from being read.
 */
export function parseGeneric({ body, headers }: RawRequest): readonly Inbound[] {
  const at = fromSeconds(Number(headers['webhook-timestamp']) || 0)
  const json = readJson(body)
  if (json === undefined) return [unknownEvent('the body', 'is not JSON in UTF-8', at)]
  const events = eventsIn(json)
  if (events.length > genericEventsMax)
    return [unknownEvent('events', `has more than ${genericEventsMax} entries`, at)]
  return events.map(({ where, value }) => readEvent(value, where, at))
}

type Place = Readonly<{ where: string; value: unknown }>

function eventsIn(json: unknown): readonly Place[] {
  const hasList = typeof json === 'object' && json !== null && 'events' in json
  if (!hasList) return [{ where: 'the event', value: json }]
  if (!Array.isArray(json.events)) return [{ where: 'events', value: json.events }]
  return json.events.map((value: unknown, index) => ({ where: `events[${index}]`, value }))
}

function readEvent(value: unknown, where: string, at: Instant): Inbound {
  const read = genericEvent.safeParse(value)
  if (read.success) return toInbound(read.data, at)
  const [issue] = read.error.issues
  const place = issue && issue.path.length > 0 ? `${where}.${issue.path.map(String).join('.')}` : where
  return unknownEvent(place, issue?.message ?? 'is not an event', at)
}

/** Says where and why, and never what: it is read in lists and logs, where nobody's words belong. */
const unknownEvent = (where: string, why: string, at: Instant): Inbound => ({
  type: 'unknown',
  key: `unknown:${where}`,
  at,
  thread: '',
  what: `${where}: ${why}`.slice(0, 300),
  raw: null,
})

function toInbound(event: GenericEvent, received: Instant): Inbound {
  switch (event.type) {
    case 'message':
      return messageOf(event, received)
    case 'edit':
      return { ...aboutMessage(event), type: 'edit', id: event.id, blocks: blocksOf(event.text, []) }
    case 'delete':
      return { ...aboutMessage(event), type: 'delete', id: event.id }
    case 'reaction':
      return { ...aboutMessage(event), type: 'reaction', id: event.id, emoji: event.emoji || null }
    case 'receipt':
      return receiptOf(event)
    case 'typing': {
      const { thread, on } = event
      return { type: 'typing', key: `typing:${thread}:${received}`, at: received, thread, on, raw: null }
    }
  }
}

function messageOf(event: EventOf<'message'>, received: Instant): Inbound {
  const { id, person, replyTo, echo, auto, origin } = event
  return {
    type: 'message',
    key: `message:${id}`,
    id,
    at: instant(event.at ?? received),
    thread: event.thread ?? person.id,
    person: definedOf(person),
    blocks: blocksOf(event.text, event.files),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(echo ? { echo: 'other' } : {}),
    ...(auto ? { auto: true } : {}),
    ...(origin === undefined ? {} : { origin: originOf(origin) }),
    raw: null,
  }
}

function receiptOf({ id, status, at, error, type }: EventOf<'receipt'>): Inbound {
  const failure = { cls: 'invalid', code: 'receipt', detail: error ?? '' } as const
  return {
    ...aboutMessage({ type: `${type}:${status}`, id, at }),
    type: 'receipt',
    status,
    id,
    ...(status === 'failed' ? { error: failure } : {}),
  }
}

/** An event about a message names no thread: the message's own id brings them together, whichever comes first. */
const aboutMessage = ({ type, id, at }: Readonly<{ type: string; id: string; at: number }>) => ({
  key: `${type}:${id}:${at}`,
  at: instant(at),
  thread: '',
  ordering: `message:${id}`,
  raw: null,
})

type Files = EventOf<'message'>['files']

function blocksOf(text: string, files: Files): readonly Block[] {
  const words: Block[] = text.trim() === '' ? [] : [{ kind: 'text', text }]
  return [...words, ...files.map((file): Block => ({ kind: 'media', media: mediaOf(file) }))]
}

const mediaOf = ({ url, name, mediaType }: Files[number]): Media => ({
  kind: 'file',
  ref: url,
  ...(name === undefined ? {} : { name }),
  ...(mediaType === undefined ? {} : { mediaType }),
})

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> }

const definedOf = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>
