import type { SessionRow } from '@rapport/contract/light'
import type { ReactNode } from 'react'
import { useMessages } from '../../app/index.ts'
import { RelativeTime, StatePill, TagChips, useChannelName, useFormats, useUiLocale } from '../../ui/index.ts'
import { useDirectory } from '../filter/use-directory.ts'
import { pickTags, useTags } from '../marks/use-tags.ts'
import { countryName, languageName } from '../place-names.ts'
import { ClippedText, ContactCell, holderName } from '../session-columns.tsx'
import { MoodWord } from '../summary/mood-dot.tsx'
import { SummaryLine } from '../summary/summary-line.tsx'
import { ClockCell, type ClockName } from './clock-cell.tsx'
import type { FieldColumn, ListedColumn } from './column-list.ts'
import { Address, FieldValueCell } from './field-value-cell.tsx'

const nothing = <span className="text-faint">–</span>

const text = (value: string | null): ReactNode =>
  value === null || value === '' ? nothing : <ClippedText text={value} />
const moment = (at: number | null): ReactNode => (at === null ? nothing : <RelativeTime at={at} />)
const clock = (name: ClockName) => (row: SessionRow) => <ClockCell row={row} name={name} />
const count = (of: (row: SessionRow) => number) => (row: SessionRow) => <Count count={of(row)} />

const cells: Readonly<Record<FieldColumn, (row: SessionRow) => ReactNode>> = {
  state: ({ session }) => (
    <span className="flex">
      <StatePill state={session.state} />
    </span>
  ),
  priority: ({ session }) => <Priority priority={session.priority} />,
  agent: (row) => text(holderName(row)),
  team: (row) => text(row.teamName),
  bot: (row) => text(row.botName),
  participant: (row) => <Participants row={row} />,
  tag: ({ session }) => <Tags tagIds={session.tagIds} />,
  contactTag: ({ about }) => <Tags tagIds={about.tagIds} />,
  rating: ({ session }) => <Rating rating={session.rating} />,
  sentiment: ({ session }) =>
    session.sentiment === null ? nothing : <MoodWord sentiment={session.sentiment} />,
  qaScore: ({ session }) => <QaScore score={session.qaScore} />,
  outcome: ({ session }) => text(session.outcome),
  endReason: (row) => <EndReason row={row} />,
  endedBy: (row) => <EndedBy row={row} />,
  number: ({ session }) => <SessionNumber number={session.number} />,
  inbox: (row) => text(row.inbox.name),
  channel: (row) => <Channel row={row} />,
  started: ({ session }) => moment(session.startedAt),
  ended: ({ session }) => moment(session.state === 'ended' ? session.since : null),
  activity: ({ session }) => moment(session.lastActivityAt),
  duration: clock('duration'),
  firstResponse: clock('firstResponse'),
  wait: clock('wait'),
  totalWait: clock('totalWait'),
  waiting: clock('waiting'),
  handling: clock('handling'),
  hold: clock('hold'),
  wrapUp: clock('wrapUp'),
  botTime: clock('botTime'),
  messages: count(({ session }) => session.counters.messages),
  messagesByContact: count(({ session }) => session.counters.byContact),
  messagesByAgents: count(({ session }) => session.counters.byAgents),
  messagesByBots: count(({ session }) => session.counters.byBots),
  notes: count(({ session }) => session.counters.notes),
  transfers: count(({ session }) => session.counters.transfers),
  watchHits: count(({ session }) => session.counters.watchHits),
  unread: count(({ unread }) => unread),
  email: ({ about }) => text(about.email),
  phone: ({ about }) => text(about.phone),
  language: ({ origin }) => <Language language={origin.language} />,
  country: ({ origin }) => <Country country={origin.country} />,
  device: ({ origin }) => <Device device={origin.device} />,
  pageUrl: ({ origin }) => (origin.pageUrl === null ? nothing : <Address url={origin.pageUrl} />),
  referrer: ({ origin }) => (origin.referrer === null ? nothing : <Address url={origin.referrer} />),
}

const isFieldColumn = (id: string): id is FieldColumn => Object.hasOwn(cells, id)

/** What stands in a column's cells. */
export function cellOf({ id, custom }: ListedColumn): (row: SessionRow) => ReactNode {
  if (custom !== null) return (row) => <FieldValueCell row={row} field={custom} />
  if (isFieldColumn(id)) return cells[id]
  if (id === 'contact') return (row) => <ContactCell row={row} />
  return (row) => <SummaryLine row={row} />
}

function Count({ count: n }: { count: number }) {
  const formats = useFormats()
  return n === 0 ? nothing : formats.count(n)
}

function Tags({ tagIds }: { tagIds: readonly string[] }) {
  const { byId } = useTags()
  const tags = pickTags(tagIds, byId)
  return tags.length === 0 ? nothing : <TagChips tags={tags} />
}

/** Said only where it is not the usual one, as a word with its own weight; colour comes second. */
function Priority({ priority }: { priority: SessionRow['session']['priority'] }) {
  const t = useMessages()
  const word = t(`sessions.filter.choice.${priority}`)
  if (priority === 'urgent') return <span className="font-strong text-danger">{word}</span>
  if (priority === 'high') return <span className="font-strong text-waiting">{word}</span>
  return <span className="text-muted">{word}</span>
}

function Rating({ rating }: { rating: number | null }) {
  const t = useMessages()
  if (rating === null) return nothing
  return (
    <span title={t('sessions.column.rated', { n: rating })}>
      <span aria-hidden="true">{rating} ★</span>
      <span className="sr-only">{t('sessions.column.rated', { n: rating })}</span>
    </span>
  )
}

/** Of a hundred, as reviewers gave it. */
function QaScore({ score }: { score: number | null }) {
  const formats = useFormats()
  return score === null ? nothing : formats.count(Math.round(score))
}

function SessionNumber({ number }: { number: number }) {
  const t = useMessages()
  return t('sessions.panel.number', { number })
}

function Participants({ row: { session } }: { row: SessionRow }) {
  const { agents } = useDirectory()
  const { tag } = useUiLocale()
  const names = session.participants.flatMap(
    ({ agentId }) => agents.find(({ id }) => id === agentId)?.name ?? [],
  )
  return text(new Intl.ListFormat(tag, { type: 'unit' }).format(names))
}

function EndReason({ row: { session } }: { row: SessionRow }) {
  const t = useMessages()
  return session.state === 'ended' ? text(t(`sessions.endReason.${session.endReason}`)) : nothing
}

function EndedBy({ row }: { row: SessionRow }) {
  const t = useMessages()
  const { agents, bots } = useDirectory()
  const { session } = row
  if (session.state !== 'ended') return nothing
  const by = session.endedBy
  const known = by.kind === 'agent' ? agents : by.kind === 'bot' ? bots : []
  const name = by.kind === 'system' ? undefined : known.find(({ id }) => id === by.id)?.name
  return text(name ?? t(`sessions.filter.choice.${by.kind}`))
}

function Channel({ row }: { row: SessionRow }) {
  return text(useChannelName()(row.inbox))
}

function Device({ device }: { device: SessionRow['origin']['device'] }) {
  const t = useMessages()
  return device === null ? nothing : text(t(`sessions.filter.choice.${device}`))
}

function Language({ language }: { language: string | null }) {
  const { tag } = useUiLocale()
  return language === null ? nothing : text(languageName(language, tag))
}

function Country({ country }: { country: string | null }) {
  const { tag } = useUiLocale()
  return country === null ? nothing : text(countryName(country, tag))
}
