import type { FieldView, SessionRow } from '@rapport/contract'
import {
  agentOf,
  clocksAt,
  customFieldName,
  durationMs,
  type FieldValue,
  type Instant,
  type Session,
  type SessionFieldName,
  waitMs,
  zonedTime,
} from '@rapport/domain'
import type { Cell } from './format.ts'
import type { Word } from './words.ts'

/** What cells are made with besides the row: as of when clocks are read, whose words, and what things are called. */
export type CellMaking = Readonly<{
  now: Instant
  timeZone: string
  word: Word
  /** Agents, bots, teams and tags by id; a tag with those it stands under. */
  names: ReadonlyMap<string, string>
  /** Whether whoever gets the file may know the scores of reviews. */
  seesScores: boolean
}>
type MakeCell = (row: SessionRow, making: CellMaking) => Cell

const empty: Cell = { kind: 'empty' }
const text = (value: string | null | undefined): Cell => (value ? { kind: 'text', text: value } : empty)
const number = (value: number | null): Cell => (value === null ? empty : { kind: 'number', value })
const moment = (at: Instant | null): Cell => (at === null ? empty : { kind: 'moment', at })
const duration = (ms: number | null): Cell => (ms === null ? empty : { kind: 'duration', ms })
const choice = (value: string | null | undefined, group: string, word: Word): Cell =>
  value ? { kind: 'text', text: word(`${group}.${value}`), means: value } : empty

/** Several things by their names, in their order; what is not known by name any more is left out. */
function named(ids: readonly string[], { names }: CellMaking): Cell {
  const known = ids.flatMap((id) => names.get(id) ?? [])
  return known.length === 0 ? empty : { kind: 'text', text: known.join(', '), means: known }
}

/** The contact's name, or what the screens call somebody who gave none. */
const called: MakeCell = ({ contact }, { word }) =>
  contact.name === null ? { kind: 'text', text: word('unnamed.contact'), means: null } : text(contact.name)

const clock =
  (name: 'totalWaitMs' | 'botMs' | 'handlingMs' | 'holdMs' | 'wrapUpMs'): MakeCell =>
  ({ session }, { now }) =>
    duration(clocksAt(session, now)[name])

/** Fields that a filter knows by another's id; in a file, the column of that name says who or what it is. */
type BuiltIn = SessionFieldName | 'id' | 'summary' | 'sentiment' | 'qaScore'

const cells: Readonly<Record<BuiltIn, MakeCell>> = {
  id: ({ session }) => text(session.id),
  number: ({ session }) => number(session.number),
  state: ({ session }, { word }) => choice(session.state, 'state', word),
  priority: ({ session }, { word }) => choice(session.priority, 'priority', word),
  contact: called,
  contactName: called,
  email: ({ about }) => text(about.email),
  phone: ({ about }) => text(about.phone),
  contactTag: ({ about }, making) => named(about.tagIds, making),
  agent: ({ session, agentName }) => text(agentOf(session) === null ? null : agentName),
  participant: ({ session }, making) =>
    named(
      session.participants.map(({ agentId }) => agentId),
      making,
    ),
  mentioned: ({ session }, making) => named(session.mentionedIds, making),
  bot: ({ session, botName }, { names }) => text(botName ?? names.get(lastBot(session) ?? '')),
  team: ({ teamName }) => text(teamName),
  inbox: ({ inbox }) => text(inbox.name),
  channel: ({ inbox }) => text(inbox.channelLabel ?? inbox.channelKind),
  tag: ({ session }, making) => named(session.tagIds, making),
  outcome: ({ session }) => text(session.outcome),
  endReason: ({ session }, { word }) =>
    choice(session.state === 'ended' ? session.endReason : null, 'endReason', word),
  endedBy: ({ session }, { word, names }) => {
    if (session.state !== 'ended') return empty
    const by = session.endedBy
    const name = by.kind === 'agent' || by.kind === 'bot' ? names.get(by.id) : undefined
    return name === undefined
      ? choice(by.kind, 'endedBy', word)
      : { kind: 'text', text: name, means: by.kind }
  },
  rating: ({ session }) => number(session.rating),
  summary: ({ summary }) => text(summary),
  sentiment: ({ session }) => number(session.sentiment),
  qaScore: ({ session }, { seesScores }) => number(seesScores ? session.qaScore : null),
  started: ({ session }) => moment(session.startedAt),
  ended: ({ session }) => moment(session.state === 'ended' ? session.since : null),
  activity: ({ session }) => moment(session.lastActivityAt),
  hour: ({ session }, { timeZone }) => number(zonedTime(session.startedAt, timeZone).hour),
  weekday: ({ session }, { timeZone, word }) =>
    choice(zonedTime(session.startedAt, timeZone).weekday, 'weekday', word),
  messages: ({ session }) => number(session.counters.messages),
  messagesByContact: ({ session }) => number(session.counters.byContact),
  messagesByAgents: ({ session }) => number(session.counters.byAgents),
  messagesByBots: ({ session }) => number(session.counters.byBots),
  notes: ({ session }) => number(session.counters.notes),
  transfers: ({ session }) => number(session.counters.transfers),
  watchHits: ({ session }) => number(session.counters.watchHits),
  unread: ({ unread }) => number(unread),
  wait: ({ session }, { now }) => duration(waitMs(session, now)),
  totalWait: clock('totalWaitMs'),
  botTime: clock('botMs'),
  firstResponse: ({ session }) => duration(session.clocks.firstResponseMs),
  handling: clock('handlingMs'),
  hold: clock('holdMs'),
  wrapUp: clock('wrapUpMs'),
  duration: ({ session }, { now }) => duration(durationMs(session, now)),
  waiting: ({ session }, { now }) =>
    duration(
      session.state === 'ended' || session.waitingSince === null
        ? null
        : Math.max(0, now - session.waitingSince),
    ),
  language: ({ origin }) => text(origin.language),
  country: ({ origin }) => text(origin.country),
  pageUrl: ({ origin }) => text(origin.pageUrl),
  referrer: ({ origin }) => text(origin.referrer),
  device: ({ origin }, { word }) => choice(origin.device, 'device', word),
}

/** The bot that had a session to its end; null where somebody else ended it, or nobody has. */
const lastBot = (session: Session): string | null =>
  session.state === 'ended' && session.endedBy.kind === 'bot' ? session.endedBy.id : null

/** What is told by the clock on a wall, so that it says nothing without the zone. */
const zoned: ReadonlySet<string> = new Set(['started', 'ended', 'activity', 'hour', 'weekday'])

const isBuiltIn = (name: string): name is BuiltIn => Object.hasOwn(cells, name)

/** A column of a file: its name, what stands over it, whether that needs the time zone, and what stands in it. */
export type Column = Readonly<{ name: string; header: string; isZoned: boolean; cell: MakeCell }>

/** Whether a column's name is one of a workspace's own fields. */
export const isCustom = (name: string): boolean => name.includes('.')

/** Whether a column is one of a review's, which only reviewers may take out. */
export const isOfReviews = (column: string): boolean => column === 'qaScore'

/** The column of a name, for files in certain words; null for a name that means none. */
export function columnOf(name: string, fields: readonly FieldView[], word: Word): Column | null {
  if (isBuiltIn(name))
    return { name, header: word(`column.${name}`), isZoned: zoned.has(name), cell: cells[name] }
  const field = fields.find((one) => customFieldName(one) === name)
  if (field === undefined) return null
  const { scope, key } = field
  return {
    name,
    header: field.name,
    isZoned: false,
    cell: ({ fields: ofSession, about }, making) => {
      const values = scope === 'session' ? ofSession : about.fields
      return customCell(Object.hasOwn(values, key) ? values[key] : undefined, making)
    },
  }
}

function customCell(value: FieldValue | undefined, { word }: CellMaking): Cell {
  if (value === undefined) return empty
  if (typeof value === 'number') return number(value)
  if (typeof value === 'boolean') return { kind: 'text', text: word(value ? 'yes' : 'no'), means: value }
  if (typeof value === 'string') return text(value)
  return value.length === 0 ? empty : { kind: 'text', text: value.join(', '), means: value }
}
