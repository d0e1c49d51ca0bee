import type { SessionRow } from '@rapport/contract/light'
import { durationMs, instant } from '@rapport/domain'
import { useMemo } from 'react'
import { type Translate, useMessages } from '../app/index.ts'
import {
  Avatar,
  CountBadge,
  channelGlyphOf,
  classNames,
  type DataColumn,
  Duration,
  type PillState,
  RelativeTime,
  StatePill,
  useUiLocale,
} from '../ui/index.ts'

/** The name a list shows for a contact who may have none. */
export const contactName = ({ contact }: SessionRow, t: Translate): string =>
  contact.name ?? t('sessions.contact.unnamed')

/** Who answers in the session: its agent, or the bot that hosts it. */
export const holderName = ({ session, agentName, botName }: SessionRow): string | null =>
  session.state === 'bot' ? botName : agentName

const nothing = <span className="text-faint">–</span>

/** The name with the channel's glyph; heavier, and with a count, while there is something nobody has read. */
export function ContactCell({ row }: { row: SessionRow }) {
  const t = useMessages()
  const name = contactName(row, t)
  // What a bot is answering, nobody has to read; what has ended, nobody has to answer.
  const isUnread = row.unread > 0 && row.session.state !== 'ended' && row.session.state !== 'bot'
  return (
    <span className="flex min-w-0 items-center gap-2.25">
      <Avatar name={name} pictureUrl={row.contact.avatarUrl} channel={channelGlyphOf(row.inbox)} />
      <bdi className={isUnread ? 'truncate font-bold' : 'truncate font-strong'}>{name}</bdi>
      {isUnread ? <CountBadge count={row.unread} /> : null}
    </span>
  )
}

/** How long a session took, or has taken so far, ticking. */
export function SessionDuration({ row: { session } }: { row: SessionRow }) {
  return session.state === 'ended' ? (
    <Duration milliseconds={durationMs(session, instant(0))} />
  ) : (
    <Duration since={session.startedAt} />
  )
}

function MessagesCell({ row: { session } }: { row: SessionRow }) {
  const t = useMessages()
  const { messages, byContact, byAgents, byBots } = session.counters
  return (
    <span title={t('sessions.messages.split', { contact: byContact, agents: byAgents, bots: byBots })}>
      {messages}
    </span>
  )
}

/** The columns of the table as it comes, in their order; narrower beside a panel, so that all of them fit a laptop. */
export function useSessionColumns(isBesidePanel: boolean): readonly DataColumn<SessionRow>[] {
  const t = useMessages()
  return useMemo((): readonly DataColumn<SessionRow>[] => {
    const widths = isBesidePanel ? narrowWidths : wideWidths
    const column = (
      id: keyof typeof widths,
      cell: DataColumn<SessionRow>['cell'],
      more: Partial<DataColumn<SessionRow>> = {},
    ): DataColumn<SessionRow> => ({
      id,
      header: t(`sessions.column.${id}`),
      width: widths[id],
      cell,
      ...more,
    })
    const end = { align: 'end' } as const
    return [
      column('contact', (row) => <ContactCell row={row} />),
      column(
        'summary',
        (row) => (row.preview ? <ClippedText text={row.preview} className="text-muted" /> : nothing),
        {
          grows: true,
        },
      ),
      column('status', ({ session }) => <Status state={session.state} />),
      column('agent', (row) => <Name name={holderName(row)} />),
      column('team', (row) => <Name name={row.teamName} />),
      column('started', ({ session }) => <RelativeTime at={session.startedAt} />, end),
      column('duration', (row) => <SessionDuration row={row} />, end),
      column('firstResponse', ({ session }) => <Length milliseconds={session.clocks.firstResponseMs} />, end),
      column('messages', (row) => <MessagesCell row={row} />, end),
    ]
  }, [t, isBesidePanel])
}

const wideWidths = {
  contact: 220,
  summary: 160,
  status: 116,
  agent: 136,
  team: 110,
  started: 84,
  duration: 84,
  firstResponse: 108,
  messages: 86,
}

const narrowWidths: typeof wideWidths = {
  contact: 164,
  summary: 98,
  status: 114,
  agent: 84,
  team: 74,
  started: 84,
  duration: 74,
  firstResponse: 110,
  messages: 86,
}

/** Somebody's words in a line too short for them: cut at their end in either direction, and in line with the column. */
export function ClippedText({ text, className }: { text: string; className?: string }) {
  const { direction } = useUiLocale()
  const side = direction === 'rtl' ? 'text-right' : 'text-left'
  return (
    <span dir="auto" title={text} className={classNames('block truncate', side, className)}>
      {text}
    </span>
  )
}

function Name({ name }: { name: string | null }) {
  return name === null ? nothing : <ClippedText text={name} />
}

function Status({ state }: { state: PillState }) {
  return (
    <span className="flex">
      <StatePill state={state} />
    </span>
  )
}

function Length({ milliseconds }: { milliseconds: number | null }) {
  return milliseconds === null ? nothing : <Duration milliseconds={milliseconds} />
}
