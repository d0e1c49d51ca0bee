import { useMessages } from '../../app/index.ts'
import { ConfirmDialog } from '../../ui/index.ts'

/** Asks before a message is sent that the contact may have already. */
export function SendAgainDialog(props: { busy: boolean; onConfirm(): void; onClose(): void }) {
  const t = useMessages()
  return (
    <ConfirmDialog
      isOpen
      title={t('sessions.delivery.sendAgainAsk')}
      description={t('sessions.delivery.sendAgainWhy')}
      confirmLabel={t('sessions.delivery.sendAgain')}
      {...props}
    />
  )
}
