import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { FormDialog } from '../../ui/index.ts'
import { TransferPicker, useTransferChoices } from '../actions/transfer-choices.tsx'
import type { BatchDialogProps } from './batch-dialog-props.ts'
import { useBatchForm } from './use-batch-form.ts'

/** Gives many sessions to a team or an agent. */
export function AssignMany({ sessions, onClose, ...props }: BatchDialogProps) {
  const t = useMessages()
  const form = useBatchForm(props)
  const choices = useTransferChoices(null)
  const [target, setTarget] = useState<string | null>(null)
  const chosen = choices.find(({ value }) => value === target)
  return (
    <FormDialog
      isOpen
      title={t('sessions.batch.assignTitle', { sessions })}
      description={t('sessions.batch.assignWhat')}
      submitLabel={t('sessions.batch.assign')}
      busy={form.busy}
      error={form.error}
      isReady={chosen !== undefined}
      onSubmit={() => chosen && form.submit({ do: 'assign', to: chosen.to })}
      onClose={onClose}
    >
      <TransferPicker choices={choices} value={target} onChange={setTarget} />
    </FormDialog>
  )
}
