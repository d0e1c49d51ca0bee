import { type Instant, instant } from '@rapport/domain'
import { CalendarSearch, ListCollapse } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMessages } from '../app/index.ts'
import { IconButton, Menu, Popover, TextField, useFormats, useNow } from '../ui/index.ts'
import type { SessionRecord } from './merge-record.ts'
import { SessionTimeBar } from './session-time-bar.tsx'
import { daysOf, type ThreadEvents } from './thread/thread-items.ts'

const amounts = ['none', 'key', 'all'] as const

/** Over a transcript: how the time was spent, the way to a day, and how much is said between the messages. */
export function TranscriptBar(props: {
  record: SessionRecord
  events: ThreadEvents
  onEvents: (events: ThreadEvents) => void
  isNotesOnly: boolean
  onNotesOnly: (isNotesOnly: boolean) => void
  onDay: (at: Instant) => void
}) {
  const t = useMessages()
  const { record, events, isNotesOnly } = props
  return (
    <div className="flex shrink-0 items-end gap-1 border-b border-line px-4 pt-2.5 pb-2">
      <div className="min-w-0 flex-1 pe-1">
        <SessionTimeBar record={record} />
      </div>
      {record.earlier || record.later ? (
        <DayField record={record} onDay={props.onDay} />
      ) : (
        <DayMenu record={record} onDay={props.onDay} />
      )}
      <Menu
        align="end"
        label={t('sessions.transcript.shown')}
        trigger={
          <IconButton
            size="small"
            label={t('sessions.transcript.shown')}
            pressed={isNotesOnly}
            icon={<ListCollapse size={15} aria-hidden="true" />}
          />
        }
        entries={[
          { heading: t('sessions.transcript.events') },
          ...amounts.map((value) => ({
            label: t(`sessions.transcript.${value}`),
            isChecked: value === events,
            onSelect: () => props.onEvents(value),
          })),
          'separator',
          {
            label: t('sessions.transcript.notesOnly'),
            isChecked: isNotesOnly,
            onSelect: () => props.onNotesOnly(!isNotesOnly),
          },
        ]}
      />
    </div>
  )
}

/** The days of a session that lasted longer than one: each leads to its first words. */
function DayMenu({ record: { content }, onDay }: { record: SessionRecord; onDay: (at: Instant) => void }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  const days = useMemo(() => daysOf(content, formats.isSameDay), [content, formats])
  if (days.length < 2) return null
  return (
    <Menu
      align="end"
      label={t('sessions.transcript.toDay')}
      trigger={
        <IconButton
          size="small"
          label={t('sessions.transcript.toDay')}
          icon={<CalendarSearch size={15} aria-hidden="true" />}
        />
      }
      entries={days.map((at) => ({ label: formats.day(at, now), onSelect: () => onDay(at) }))}
    />
  )
}

/** Any day of a session of which only a part is here: it is fetched from there on. */
function DayField({ record: { session }, onDay }: { record: SessionRecord; onDay: (at: Instant) => void }) {
  const t = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      align="end"
      label={t('sessions.transcript.toDay')}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <IconButton
          size="small"
          label={t('sessions.transcript.toDay')}
          icon={<CalendarSearch size={15} aria-hidden="true" />}
        />
      }
    >
      <TextField
        type="date"
        defaultValue=""
        label={t('sessions.transcript.toDay')}
        min={dateOf(session.startedAt)}
        max={dateOf(session.lastActivityAt)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && goToDate(event.currentTarget.value, onDay)) setIsOpen(false)
        }}
        onChange={(event) => void goToDate(event.target.value, onDay)}
      />
    </Popover>
  )
}

/** Goes to the beginning of a day where the reader is; says whether the field holds one. */
function goToDate(date: string, onDay: (at: Instant) => void): boolean {
  const at = new Date(`${date}T00:00`).getTime()
  if (Number.isNaN(at)) return false
  onDay(instant(Math.max(0, at)))
  return true
}

/** The day of a moment where the reader is, as a date field writes it. */
function dateOf(at: number): string {
  const day = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
