import { useMessages } from '../../app/index.ts'
import { ConfirmDialog } from '../../ui/index.ts'
import type { BatchDialogProps } from './batch-dialog-props.ts'
import { useBatchForm } from './use-batch-form.ts'

/** Deletes many sessions for good, once their number has been typed. */
export function DeleteMany({ count, sessions, onClose, ...props }: BatchDialogProps) {
  const t = useMessages()
  const form = useBatchForm(props)
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('sessions.batch.deleteTitle', { sessions })}
      description={t('sessions.batch.deleteWhat')}
      confirmLabel={t('sessions.batch.delete')}
      typedWord={count === null ? t('sessions.batch.deleteWord') : String(count)}
      busy={form.busy}
      error={form.error}
      onConfirm={() => form.submit({ do: 'delete' })}
      onClose={onClose}
    />
  )
}
