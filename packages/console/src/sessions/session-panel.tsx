import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { ArrowLeft, Maximize2, X } from 'lucide-react'
import { useMessages, useShortcutLabel } from '../app/index.ts'
import {
  EmptyState,
  ErrorState,
  IconButton,
  isOnePane,
  LoadingPane,
  ResizablePane,
  useMedia,
} from '../ui/index.ts'
import { CopyLink } from './copy-link.tsx'
import { failureReason, isNoSession } from './failure-reason.ts'
import type { PanelTab } from './panel-tabs.ts'
import { panelWidths, usePanelWidth } from './session-choices.ts'
import { contactName } from './session-columns.tsx'
import { SessionView } from './session-view.tsx'
import { useSessionRow } from './use-session-record.ts'
import { useSessionsAddress } from './use-sessions-address.ts'

/** What the panel takes. `listed` is the session's row where the table has it. */
export type SessionPanelProps = Readonly<{
  sessionId: SessionId
  listed: SessionRow | undefined
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  onClose: () => void
  onPage: () => void
  /** True while the table beside it is hidden: then it has all the room. */
  isWide: boolean
}>

/** The session beside the table, in a pane that can be drawn wider; on a small screen it covers the table. */
export function SessionPanel(props: SessionPanelProps) {
  const t = useMessages()
  const { address, change } = useSessionsAddress()
  const { row, error, retry } = useSessionRow(props.sessionId, props.listed, address.messageId)
  const [width, setWidth] = usePanelWidth()
  const label =
    row === undefined ? t('sessions.title') : t('sessions.panel.label', { name: contactName(row, t) })
  return (
    <ResizablePane
      label={label}
      side="end"
      width={width}
      minWidth={panelWidths.least}
      maxWidth={panelWidths.most}
      onResize={setWidth}
      className={`bg-surface max-lg:absolute max-lg:inset-0 max-lg:z-30 ${props.isWide ? 'w-full! border-0!' : ''}`}
    >
      <section aria-label={label} className="flex min-h-0 flex-1 flex-col">
        {row === undefined ? (
          <Absent error={error} onRetry={() => void retry()} onClose={props.onClose} />
        ) : (
          <SessionView
            key={row.session.id}
            row={row}
            tab={props.tab}
            onTab={props.onTab}
            messageId={address.messageId}
            onSession={(sessionId) => change({ sessionId })}
            {...tools(props)}
          />
        )}
      </section>
    </ResizablePane>
  )
}

const tools = (props: SessionPanelProps) => ({
  tools: <PanelTools {...props} />,
  lead: <BackButton onClose={props.onClose} />,
})

function BackButton({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  if (!useMedia(isOnePane)) return null
  return (
    <IconButton
      label={t('sessions.action.back')}
      icon={<ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />}
      onClick={onClose}
      className="-ms-2"
    />
  )
}

function PanelTools({ sessionId, onClose, onPage }: SessionPanelProps) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const hasBack = useMedia(isOnePane)
  return (
    <>
      <CopyLink sessionId={sessionId} />
      <IconButton
        label={t('sessions.action.open')}
        shortcut={keys('mod+enter')}
        icon={<Maximize2 size={14} aria-hidden="true" />}
        onClick={onPage}
      />
      {hasBack ? null : (
        <IconButton
          label={t('sessions.action.close')}
          shortcut={keys('escape')}
          icon={<X size={16} aria-hidden="true" />}
          onClick={onClose}
        />
      )}
    </>
  )
}

function Absent(props: {
  error: ReturnType<typeof useSessionRow>['error']
  onRetry: () => void
  onClose: () => void
}) {
  const t = useMessages()
  const { error, onRetry, onClose } = props
  const content =
    error === null ? (
      <LoadingPane />
    ) : isNoSession(error) ? (
      <EmptyState title={t('sessions.panel.missing')} description={t('sessions.panel.missingDescription')} />
    ) : (
      <ErrorState
        title={t('sessions.panel.failed')}
        description={failureReason(error, t)}
        onRetry={onRetry}
      />
    )
  return (
    <>
      <div className="flex justify-end p-2">
        <IconButton
          label={t('sessions.action.close')}
          icon={<X size={16} aria-hidden="true" />}
          onClick={onClose}
        />
      </div>
      <div className="min-h-0 flex-1">{content}</div>
    </>
  )
}
