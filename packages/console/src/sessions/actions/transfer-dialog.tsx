import type { TransferTarget } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { FormDialog, Textarea } from '../../ui/index.ts'
import { describeError } from './describe-error.ts'
import { TransferPicker, useTransferChoices } from './transfer-choices.tsx'

/** Gives a session to a team or a colleague, with a note that they read first. */
export function TransferDialog(props: {
  /** Who has it now, and so cannot be chosen. */
  holderId: string | null
  onTransfer(to: TransferTarget, note: string): Promise<unknown>
  onClose(): void
}) {
  const t = useMessages()
  const [target, setTarget] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const choices = useTransferChoices(props.holderId)
  const chosen = choices.find(({ value }) => value === target)

  const transfer = () => {
    if (chosen === undefined) return
    setState({ busy: true, error: null })
    props
      .onTransfer(chosen.to, note)
      .then(props.onClose, (error: unknown) => setState({ busy: false, error: describeError(error, t) }))
  }
  return (
    <FormDialog
      isOpen
      onClose={props.onClose}
      title={t('sessions.transfer.title')}
      submitLabel={t('sessions.action.transfer')}
      onSubmit={transfer}
      busy={state.busy}
      isReady={chosen !== undefined}
      error={state.error}
    >
      <TransferPicker choices={choices} value={target} onChange={setTarget} />
      <Textarea
        label={t('sessions.transfer.note')}
        isOptional
        value={note}
        maxLength={5000}
        onChange={(event) => setNote(event.target.value)}
      />
    </FormDialog>
  )
}
