import type { FieldValue, FieldValues } from '../fields/field-kinds.ts'
import type { AgentId } from '../ids.ts'
import { fold } from '../search/fold.ts'
import { sentimentClassOf } from '../sentiment/sentiment-class.ts'
import { clocksAt, durationMs, waitMs } from '../session/clocks.ts'
import { agentOf, type Session } from '../session/session.ts'
import type { Instant } from '../time.ts'
import { type FieldLookup, type FilterField, type SessionFieldName, sessionFields } from './session-fields.ts'
import { zonedTime } from './zoned-time.ts'

/** A session with what filters and sorts ask beside it: what a row of a list holds, by structure. */
export type FilterRow = Readonly<{
  session: Session
  contact: Readonly<{ name: string | null }>
  inbox: Readonly<{ name: string; channelKind: string }>
  agentName: string | null
  botName: string | null
  teamName: string | null
  summary: string | null
  unread: number
  about: Readonly<{
    email: string | null
    phone: string | null
    tagIds: readonly string[]
    fields: FieldValues
  }>
  fields: FieldValues
  origin: Readonly<{
    language: string | null
    country: string | null
    pageUrl: string | null
    referrer: string | null
    device: string | null
  }>
}>

/** What a filter depends on besides the row: when, for whom, in which IANA zone days and hours are, and which fields there are. */
export type FilterEnvironment = Readonly<{
  now: Instant
  me: AgentId | null
  timeZone: string
  fields: FieldLookup
  /** A tag and all under it, as `TagTree.within`: a condition on a tag means them all. */
  tagsWithin(tagId: string): readonly string[]
}>

/** What a row holds in a field. Null where it holds nothing; empty texts and empty lists are nothing too. */
export type FieldFact = string | number | boolean | readonly string[] | null

/**
 * What a row holds in a field, ready to compare: texts in lower case, the contact's name folded, running clocks as of
 * now. A custom value of another type than its field's is nothing.
 */
export function readField(row: FilterRow, field: FilterField, environment: FilterEnvironment): FieldFact {
  if (isSessionField(field.name)) return orNothing(readers[field.name](row, environment))
  const [scope, key = ''] = splitOnce(field.name)
  const values = scope === 'field' ? row.fields : row.about.fields
  return orNothing(readCustom(Object.hasOwn(values, key) ? values[key] : undefined, field))
}

const names: ReadonlySet<string> = new Set(sessionFields.map(({ name }) => name))
const isSessionField = (name: string): name is SessionFieldName => names.has(name)

function splitOnce(name: string): [string, string?] {
  const dot = name.indexOf('.')
  return dot < 0 ? [name] : [name.slice(0, dot), name.slice(dot + 1)]
}

const orNothing = (fact: FieldFact): FieldFact =>
  fact === '' || (Array.isArray(fact) && fact.length === 0) ? null : fact

function readCustom(value: FieldValue | undefined, { kind }: FilterField): FieldFact {
  if (kind === 'number') return typeof value === 'number' ? value : null
  if (kind === 'flag') return typeof value === 'boolean' ? value : null
  if (kind === 'choices') return typeof value === 'object' ? value : null
  if (typeof value !== 'string') return null
  return kind === 'text' ? value.toLowerCase() : value
}

const lower = (text: string | null): string | null => text?.toLowerCase() ?? null
const clock =
  (name: 'totalWaitMs' | 'botMs' | 'handlingMs' | 'holdMs' | 'wrapUpMs') =>
  ({ session }: FilterRow, { now }: FilterEnvironment): number =>
    clocksAt(session, now)[name]

const readers: Readonly<
  Record<SessionFieldName, (row: FilterRow, environment: FilterEnvironment) => FieldFact>
> = {
  number: ({ session }) => session.number,
  state: ({ session }) => session.state,
  priority: ({ session }) => session.priority,
  contact: ({ session }) => session.contactId,
  contactName: ({ contact }) => (contact.name === null ? null : fold(contact.name)),
  email: ({ about }) => lower(about.email),
  phone: ({ about }) => lower(about.phone),
  contactTag: ({ about }) => about.tagIds,
  agent: ({ session }) => agentOf(session),
  participant: ({ session }) => session.participants.map(({ agentId }) => agentId),
  mentioned: ({ session }) => session.mentionedIds,
  bot: ({ session }) => (session.state === 'bot' ? session.botId : null),
  team: ({ session }) => session.teamId,
  inbox: ({ session }) => session.inboxId,
  channel: ({ inbox }) => inbox.channelKind,
  tag: ({ session }) => session.tagIds,
  outcome: ({ session }) => session.outcome,
  endReason: ({ session }) => (session.state === 'ended' ? session.endReason : null),
  endedBy: ({ session }) => (session.state === 'ended' ? session.endedBy.kind : null),
  rating: ({ session }) => session.rating,
  summary: ({ summary }) => lower(summary),
  sentiment: ({ session }) => (session.sentiment === null ? null : sentimentClassOf(session.sentiment)),
  qaScore: ({ session }) => session.qaScore,
  started: ({ session }) => session.startedAt,
  ended: ({ session }) => (session.state === 'ended' ? session.since : null),
  activity: ({ session }) => session.lastActivityAt,
  hour: ({ session }, { timeZone }) => zonedTime(session.startedAt, timeZone).hour,
  weekday: ({ session }, { timeZone }) => zonedTime(session.startedAt, timeZone).weekday,
  messages: ({ session }) => session.counters.messages,
  messagesByContact: ({ session }) => session.counters.byContact,
  messagesByAgents: ({ session }) => session.counters.byAgents,
  messagesByBots: ({ session }) => session.counters.byBots,
  notes: ({ session }) => session.counters.notes,
  transfers: ({ session }) => session.counters.transfers,
  watchHits: ({ session }) => session.counters.watchHits,
  unread: ({ unread }) => unread,
  wait: ({ session }, { now }) => waitMs(session, now),
  totalWait: clock('totalWaitMs'),
  botTime: clock('botMs'),
  firstResponse: ({ session }) => session.clocks.firstResponseMs,
  handling: clock('handlingMs'),
  hold: clock('holdMs'),
  wrapUp: clock('wrapUpMs'),
  duration: ({ session }, { now }) => durationMs(session, now),
  waiting: ({ session }, { now }) =>
    session.state === 'ended' || session.waitingSince === null
      ? null
      : Math.max(0, now - session.waitingSince),
  language: ({ origin }) => lower(origin.language),
  country: ({ origin }) => origin.country,
  pageUrl: ({ origin }) => lower(origin.pageUrl),
  referrer: ({ origin }) => lower(origin.referrer),
  device: ({ origin }) => origin.device,
}
