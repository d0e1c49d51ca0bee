import { clocksAt, durationMs, instant, type Session } from '@rapport/domain'
import { useState } from 'react'
import { type MessageKey, useMe, useMessages } from '../app/index.ts'
import { Button, PaneSection, useChannelName, useFormats, useNow } from '../ui/index.ts'
import type { SessionRecord } from './merge-record.ts'
import { holderName } from './session-columns.tsx'
import { SessionTimeBar } from './session-time-bar.tsx'
import { nameOf } from './thread/people.ts'
import { useTeamNames } from './use-team-names.ts'

const nothing = <span className="text-faint">–</span>
const fact = 'grid grid-cols-[112px_minmax(0,1fr)] gap-x-2'

/** The session in numbers: its time, its clocks with their formulas, its counters, and where it came from. */
export function DetailsTab({ record }: { record: SessionRecord }) {
  return (
    <div className="flex h-full flex-col gap-4 overflow-y-auto px-4 pt-3.5 pb-6">
      <SessionTimeBar record={record} />
      <Clocks session={record.session} />
      <Counters session={record.session} />
      <Facts record={record} />
    </div>
  )
}

type Clock = Readonly<{ id: ClockId; milliseconds: number | null }>
type ClockId = 'duration' | 'wait' | 'totalWait' | 'firstResponse' | 'bot' | 'handling' | 'hold' | 'wrapUp'

function clocksOf(session: Session, now: number): readonly Clock[] {
  const at = instant(Math.max(now, session.since))
  const clocks = clocksAt(session, at)
  return [
    { id: 'duration', milliseconds: durationMs(session, at) },
    { id: 'wait', milliseconds: clocks.waitMs },
    { id: 'totalWait', milliseconds: clocks.totalWaitMs },
    { id: 'firstResponse', milliseconds: clocks.firstResponseMs },
    { id: 'bot', milliseconds: clocks.botMs },
    { id: 'handling', milliseconds: clocks.handlingMs },
    { id: 'hold', milliseconds: clocks.holdMs },
    { id: 'wrapUp', milliseconds: clocks.wrapUpMs },
  ]
}

function Clocks({ session }: { session: Session }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(1000)
  const [isExplained, setIsExplained] = useState(false)
  return (
    <PaneSection
      title={t('sessions.clocks')}
      action={
        <Button
          kind="quiet"
          size="small"
          aria-expanded={isExplained}
          onClick={() => setIsExplained(!isExplained)}
        >
          {t('sessions.clocks.explain')}
        </Button>
      }
    >
      <dl className="grid gap-y-1.25">
        {clocksOf(session, now).map(({ id, milliseconds }) => (
          <div key={id} className={fact}>
            <dt className="text-muted" title={t(`sessions.clock.${id}.how`)}>
              {t(`sessions.clock.${id}`)}
            </dt>
            <dd>
              {milliseconds === null ? nothing : formats.duration(milliseconds)}
              {isExplained ? (
                <span className="block text-small text-faint">{t(`sessions.clock.${id}.how`)}</span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {isExplained ? <p className="mt-2 text-small text-faint">{t('sessions.clocks.wall')}</p> : null}
    </PaneSection>
  )
}

const counterIds = ['messages', 'byContact', 'byAgents', 'byBots', 'notes', 'transfers'] as const

function Counters({ session }: { session: Session }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <PaneSection title={t('sessions.counters')}>
      <FactList
        items={counterIds.map((id) => [`sessions.counter.${id}`, formats.count(session.counters[id])])}
      />
    </PaneSection>
  )
}

function Facts({ record: { row, session, content } }: { record: SessionRecord }) {
  const t = useMessages()
  const formats = useFormats()
  const who = { people: content.people, meId: useMe().user.id, teamNames: useTeamNames() }
  const channel = useChannelName()(row.inbox)
  const team = session.teamId === null ? null : (row.teamName ?? who.teamNames[session.teamId] ?? null)
  return (
    <PaneSection title={t('sessions.facts')}>
      <FactList
        items={[
          ['sessions.fact.number', t('sessions.panel.number', { number: session.number })],
          ['sessions.fact.inbox', row.inbox.name],
          ['sessions.fact.channel', channel],
          ['sessions.column.agent', holderName(row)],
          ['sessions.column.team', team],
          ['sessions.fact.started', formats.moment(session.startedAt)],
          ...(session.state === 'ended'
            ? ([
                ['sessions.fact.ended', formats.moment(session.since)],
                ['sessions.fact.endReason', t(`sessions.endReason.${session.endReason}`)],
                ['sessions.fact.endedBy', nameOf(session.endedBy, who, t)],
              ] as const)
            : []),
        ]}
      />
    </PaneSection>
  )
}

function FactList({ items }: { items: readonly (readonly [MessageKey, string | null])[] }) {
  const t = useMessages()
  return (
    <dl className="grid gap-y-1.25">
      {items.map(([key, value]) => (
        <div key={key} className={fact}>
          <dt className="text-muted">{t(key)}</dt>
          <dd className="min-w-0 wrap-anywhere">{value === null ? nothing : <bdi>{value}</bdi>}</dd>
        </div>
      ))}
    </dl>
  )
}
