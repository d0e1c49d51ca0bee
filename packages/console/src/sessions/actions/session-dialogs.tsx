import { agentOf, type Session } from '@rapport/domain'
import { lazy, Suspense } from 'react'
import { withWords } from '../../app/index.ts'
import { MailDialog } from '../../exports/index.ts'
import type { SessionActions } from './use-session-actions.ts'

// Fetched when somebody asks: reading a session needs none of them.
const EndDialog = lazy(() => import('./end-dialog.tsx').then((part) => ({ default: part.EndDialog })))
const TransferDialog = lazy(() =>
  import('./transfer-dialog.tsx').then((part) => ({ default: part.TransferDialog })),
)
const BanDialog = lazy(() => import('./ban-dialog.tsx').then((part) => ({ default: part.BanDialog })))
const RemoveDialog = lazy(() =>
  import('./remove-dialog.tsx').then((part) => ({ default: part.RemoveDialog })),
)

const ExportOne = lazy(
  withWords(() => import('../export/export-one.tsx').then((part) => ({ default: part.ExportOne }))),
)

/** The questions that an action of a session may ask, over the page; one at a time, and none when none is asked. */
export function SessionDialogs({
  session,
  contactName,
  actions,
  email = null,
  onRemoved,
}: {
  session: Session
  contactName: string
  actions: SessionActions
  /** The contact's own address, where one is known. */
  email?: string | null
  onRemoved?: (() => void) | undefined
}) {
  const { asked, close, end } = actions
  return (
    <Suspense>
      {end.asked ? (
        <EndDialog
          asked={end.asked}
          session={session}
          contactName={contactName}
          onConfirm={end.confirm}
          onClose={end.cancel}
        />
      ) : null}
      {asked === 'transfer' ? (
        <TransferDialog holderId={agentOf(session)} onTransfer={actions.commands.transfer} onClose={close} />
      ) : null}
      {asked === 'ban' ? (
        <BanDialog contactId={session.contactId} contactName={contactName} onClose={close} />
      ) : null}
      {asked === 'export' ? (
        <ExportOne sessionId={session.id} number={session.number} onClose={close} />
      ) : null}
      {asked === 'mail' ? <MailDialog sessionId={session.id} email={email} onClose={close} /> : null}
      {asked === 'remove' ? <RemoveDialog session={session} onRemoved={onRemoved} onClose={close} /> : null}
    </Suspense>
  )
}
