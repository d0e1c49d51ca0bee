import type { SessionRow } from '@rapport/contract/light'
import type { MessageId, SessionId } from '@rapport/domain'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense, useContext } from 'react'
import { SessionPartsContext, useMay, useMessages, useShortcut } from '../app/index.ts'
import { ErrorState, LoadingPane, Tabs, useFormats } from '../ui/index.ts'
import { SessionButtons } from './actions/session-buttons.tsx'
import { SessionDialogs } from './actions/session-dialogs.tsx'
import { type SessionTalk, useSessionTalk } from './actions/use-session-talk.ts'
import { SessionComposer } from './compose/session-composer.tsx'
import { failureReason } from './failure-reason.ts'
import { KeptBanner } from './kept-banner.tsx'
import type { SessionRecord } from './merge-record.ts'
import { type PanelTab, panelTabs } from './panel-tabs.ts'
import { contactName } from './session-columns.tsx'
import { SessionHeader } from './session-header.tsx'
import { AuditTab, DetailsTab, FieldsTab, HistoryTab, NotesTab, RoutingTab } from './session-tabs.ts'
import { TranscriptTab } from './transcript-tab.tsx'
import { useHasQa } from './use-has-qa.ts'
import { useSessionRecord } from './use-session-record.ts'
import { useUnreadKey } from './use-unread-mark.ts'

/** What a view of one session takes: the row it was opened by, and which of its tabs is shown. */
export type SessionViewProps = Readonly<{
  row: SessionRow
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  /** The message one came for. */
  messageId: MessageId | null
  /** Opens another session in the same place. */
  onSession: (id: SessionId) => void
  tools: ReactNode
  lead?: ReactNode
}>

/** One session: who, how it stands, and its tabs. The same in the side panel and on its own page. */
export function SessionView({ row, tab, onTab, messageId, onSession, tools, lead }: SessionViewProps) {
  const t = useMessages()
  const tabs = useTabs(row)
  const shown = tabs.includes(tab) ? tab : 'transcript'
  const reading = useSessionRecord(row, messageId)
  const { record, isLoading, error, retry } = reading
  const { session } = record
  const leave = useLeaveSession()
  useUnreadKey(session, leave)
  const talk = useSessionTalk({
    session,
    view: reading.view,
    store: reading.store,
    onTranscript: () => onTab('transcript'),
    onSession,
  })
  useTabKeys(tabs, onTab)
  const content = isLoading ? (
    <LoadingPane />
  ) : error !== null && record.content.events.length === 0 ? (
    <ErrorState
      title={t('sessions.panel.failed')}
      description={failureReason(error, t)}
      onRetry={() => void retry()}
    />
  ) : (
    <Suspense fallback={<LoadingPane />}>
      <Content tab={shown} reading={reading} messageId={messageId} onSession={onSession} talk={talk} />
    </Suspense>
  )
  return (
    <>
      <SessionHeader
        record={record}
        tools={tools}
        lead={lead}
        actions={<SessionButtons session={session} talk={talk} messageId={messageId} />}
      />
      <Tabs
        label={t('sessions.panel.tabs')}
        value={shown}
        onChange={onTab}
        items={useTabItems(tabs, record)}
        panel={
          <div className="flex h-full min-h-0 flex-col">
            {error !== null && record.content.events.length > 0 ? (
              <KeptBanner error={error} onRetry={() => void retry()} />
            ) : null}
            <div className="min-h-0 flex-1">{content}</div>
          </div>
        }
        className="flex-1"
        listClassName="px-2.5"
      />
      <SessionDialogs
        session={session}
        contactName={contactName(record.row, t)}
        email={record.row.about.email}
        actions={talk.actions}
        onRemoved={leave}
      />
    </>
  )
}

/** Back to the list as it was, once there is nothing left of the session to show. */
function useLeaveSession(): () => void {
  const navigate = useNavigate()
  return () =>
    void navigate({
      to: '/sessions',
      search: ({ session: _, tab: __, message: ___, ...list }) => list,
      replace: true,
    })
}

type Reading = ReturnType<typeof useSessionRecord>

function Content(props: {
  tab: PanelTab
  reading: Reading
  messageId: MessageId | null
  onSession: (id: SessionId) => void
  talk: SessionTalk
}) {
  const { tab, reading, onSession, talk } = props
  const { record } = reading
  switch (tab) {
    case 'transcript':
      return (
        <TranscriptTab
          record={record}
          typing={reading.typing}
          messageId={props.messageId}
          pages={reading.pages}
          pending={talk.pending}
          pendingActions={talk.pendingActions}
          composer={talk.isWriting ? <SessionComposer session={record.session} talk={talk} /> : null}
        />
      )
    case 'details':
      return <DetailsTab record={record} />
    case 'fields':
      return <FieldsTab record={record} />
    case 'notes':
      return <NotesTab record={record} />
    case 'routing':
      return <RoutingTab record={record} />
    case 'qa':
      return <Qa record={record} />
    case 'history':
      return <HistoryTab record={record} onSession={onSession} />
    case 'audit':
      return <AuditTab record={record} />
  }
}

/** The tabs this reader has: Audit only for who may read the log, QA for reviewers and for whose work was reviewed. */
function useTabs(row: SessionRow): readonly PanelTab[] {
  const mayAudit = useMay('audit.read')
  const hasQa = useHasQa(row)
  return panelTabs.filter((tab) => (tab !== 'audit' || mayAudit) && (tab !== 'qa' || hasQa))
}

/** The reviews of the session, by the feature that knows of them. */
function Qa({ record }: { record: SessionRecord }) {
  const { QaTab } = useContext(SessionPartsContext)
  const show = useShowMessage()
  if (QaTab === null) return null
  return <QaTab session={record.session} messages={record.content.messages} onMessage={show} />
}

/** Shows a message in the transcript of the session that is open, in the panel as on its own page. */
function useShowMessage(): (messageId: MessageId) => void {
  const navigate = useNavigate()
  return (message) =>
    void navigate({ to: '.', search: ({ tab: _, ...place }) => ({ ...place, message }), replace: true })
}

/** The tabs with their words, and how much there is where that can be counted. */
function useTabItems(tabs: readonly PanelTab[], { session, row }: SessionRecord) {
  const t = useMessages()
  const formats = useFormats()
  const counts: Partial<Record<PanelTab, number>> = {
    fields: Object.keys(row.fields).length,
    notes: session.counters.notes,
  }
  return tabs.map((value) => ({
    value,
    label: t(`sessions.panel.${value}`),
    ...(counts[value] ? { count: formats.count(counts[value]) } : {}),
  }))
}

/** `1` to `8`: the tab in that place. */
function useTabKeys(tabs: readonly PanelTab[], onTab: (tab: PanelTab) => void): void {
  const go = (index: number) => () => {
    const tab = tabs[index]
    if (tab !== undefined) onTab(tab)
  }
  const idAt = (place: number) => `sessions.panel.${tabs[place] ?? 'transcript'}` as const
  useShortcut(idAt(0), '1', go(0))
  useShortcut(idAt(1), '2', go(1))
  useShortcut(idAt(2), '3', go(2))
  useShortcut(idAt(3), '4', go(3))
  useShortcut(idAt(4), '5', go(4))
  useShortcut(idAt(5), '6', go(5), { isEnabled: tabs.length > 5 })
  useShortcut(idAt(6), '7', go(6), { isEnabled: tabs.length > 6 })
  useShortcut(idAt(7), '8', go(7), { isEnabled: tabs.length > 7 })
}
