import type { SessionRow } from '@rapport/contract/light'
import type { Actor } from '@rapport/domain'
import type { ReactNode } from 'react'
import { useMessages } from '../app/index.ts'
import { ErrorState, LoadingPane, Tabs } from '../ui/index.ts'
import { DetailsTab } from './details-tab.tsx'
import { failureReason } from './failure-reason.ts'
import type { SessionRecord } from './merge-record.ts'
import { NotesTab } from './notes-tab.tsx'
import { RoutingTab } from './routing-tab.tsx'
import { SessionHeader } from './session-header.tsx'
import { type PanelTab, panelTabs } from './sessions-address.ts'
import { TranscriptTab } from './transcript-tab.tsx'
import { useSessionRecord } from './use-session-record.ts'

/** What a view of one session takes: the row it was opened by, and which of its tabs is shown. */
export type SessionViewProps = Readonly<{
  row: SessionRow
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  tools: ReactNode
  lead?: ReactNode
}>

/** One session: who, how it stands, and its tabs. The same in the side panel and on its own page. */
export function SessionView({ row, tab, onTab, tools, lead }: SessionViewProps) {
  const t = useMessages()
  const { record, isLoading, error, typing, retry } = useSessionRecord(row)
  const notes = record.session.counters.notes
  const content = isLoading ? (
    <LoadingPane />
  ) : error !== null && record.content.events.length === 0 ? (
    <ErrorState
      title={t('sessions.panel.failed')}
      description={failureReason(error, t)}
      onRetry={() => void retry()}
    />
  ) : (
    <Content tab={tab} record={record} typing={typing} />
  )
  return (
    <>
      <SessionHeader row={record.row} tools={tools} lead={lead} />
      <Tabs
        label={t('sessions.panel.tabs')}
        value={tab}
        onChange={onTab}
        items={panelTabs.map((value) => ({
          value,
          label: t(`sessions.panel.${value}`),
          ...(value === 'notes' && notes > 0 ? { count: String(notes) } : {}),
        }))}
        panel={content}
        className="flex-1"
        listClassName="px-2.5"
      />
    </>
  )
}

function Content(props: { tab: PanelTab; record: SessionRecord; typing: readonly Actor[] }) {
  const { tab, record, typing } = props
  switch (tab) {
    case 'transcript':
      return <TranscriptTab record={record} typing={typing} />
    case 'details':
      return <DetailsTab record={record} />
    case 'routing':
      return <RoutingTab record={record} />
    case 'notes':
      return <NotesTab record={record} />
  }
}
