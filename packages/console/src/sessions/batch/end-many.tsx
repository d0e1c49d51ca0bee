import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { FormDialog } from '../../ui/index.ts'
import { OutcomePicker } from '../marks/outcome-picker.tsx'
import type { BatchDialogProps } from './batch-dialog-props.ts'
import { useBatchForm } from './use-batch-form.ts'

/** Ends many sessions, with one outcome for all of them where one is given. */
export function EndMany({ sessions, onClose, ...props }: BatchDialogProps) {
  const t = useMessages()
  const form = useBatchForm(props)
  const [outcome, setOutcome] = useState<string | null>(null)
  return (
    <FormDialog
      isOpen
      title={t('sessions.batch.endTitle', { sessions })}
      description={t('sessions.batch.endWhat')}
      submitLabel={t('sessions.batch.end')}
      busy={form.busy}
      error={form.error}
      onSubmit={() => form.submit({ do: 'end', outcome })}
      onClose={onClose}
    >
      <OutcomePicker outcome={outcome} onChange={setOutcome} />
    </FormDialog>
  )
}
