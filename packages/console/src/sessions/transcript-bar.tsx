import { CalendarSearch, ListCollapse } from 'lucide-react'
import { useMemo } from 'react'
import { useMessages } from '../app/index.ts'
import { IconButton, Menu, useFormats, useNow } from '../ui/index.ts'
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
  onDay: (at: number) => void
}) {
  const t = useMessages()
  const { record, events, isNotesOnly } = props
  return (
    <div className="flex shrink-0 items-end gap-1 border-b border-line px-4 pt-2.5 pb-2">
      <div className="min-w-0 flex-1 pe-1">
        <SessionTimeBar record={record} />
      </div>
      <DayMenu record={record} onDay={props.onDay} />
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
function DayMenu({ record: { content }, onDay }: { record: SessionRecord; onDay: (at: number) => void }) {
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
