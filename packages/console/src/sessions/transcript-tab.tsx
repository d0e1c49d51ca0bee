import type { Actor } from '@rapport/domain'
import { ListCollapse } from 'lucide-react'
import { useMe, useMessages } from '../app/index.ts'
import { IconButton, Menu } from '../ui/index.ts'
import type { SessionRecord } from './merge-record.ts'
import { useSystemLines } from './session-choices.ts'
import { contactName } from './session-columns.tsx'
import { SessionTimeBar } from './session-time-bar.tsx'
import { Thread } from './thread/thread.tsx'
import { useTeamNames } from './use-team-names.ts'

const amounts = ['none', 'key', 'all'] as const

/** What was said in the session, under the bar of its time. For reading: nothing here takes or marks read. */
export function TranscriptTab({ record, typing }: { record: SessionRecord; typing: readonly Actor[] }) {
  const t = useMessages()
  const [events, setEvents] = useSystemLines()
  const isRunning = record.session.state !== 'ended'
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-end gap-2 border-b border-line px-4 pt-2.5 pb-2">
        <div className="min-w-0 flex-1">
          <SessionTimeBar record={record} />
        </div>
        <Menu
          align="end"
          label={t('sessions.transcript.events')}
          trigger={
            <IconButton
              size="small"
              label={t('sessions.transcript.events')}
              icon={<ListCollapse size={15} aria-hidden="true" />}
            />
          }
          entries={[
            { heading: t('sessions.transcript.events') },
            ...amounts.map((value) => ({
              label: t(`sessions.transcript.${value}`),
              isChecked: value === events,
              onSelect: () => setEvents(value),
            })),
          ]}
        />
      </div>
      <Thread
        key={record.session.id}
        label={t('sessions.thread.label', { name: contactName(record.row, t) })}
        content={record.content}
        sessionId={record.session.id}
        events={events}
        channelKind={record.row.inbox.channelKind}
        meId={useMe().user.id}
        teamNames={useTeamNames()}
        {...(isRunning ? { typing } : {})}
      />
    </div>
  )
}
