import { type ReactNode, useState } from 'react'
import { FormDialog } from './form-dialog.tsx'
import { useUiText } from './locale.tsx'
import { TextField } from './text-field.tsx'

/** What a confirmation takes. */
export type ConfirmDialogProps = {
  isOpen: boolean
  onClose: () => void
  /** A question, with the verb of the button in it. */
  title: string
  description?: ReactNode
  /** The verb: "End session", never "OK". */
  confirmLabel: string
  onConfirm: () => void
  isDangerous?: boolean
  busy?: boolean
  /** A word to be typed first, for what cannot be undone. */
  typedWord?: string
  error?: ReactNode
  children?: ReactNode
}

/** Asks before doing something. What can be undone should offer Undo in a toast instead. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const text = useUiText()
  const [typed, setTyped] = useState('')
  const { confirmLabel, onConfirm, typedWord, children, ...dialog } = props
  return (
    <FormDialog
      {...dialog}
      submitLabel={confirmLabel}
      onSubmit={onConfirm}
      isReady={typedWord === undefined || typed.trim() === typedWord}
    >
      {children}
      {typedWord === undefined ? null : (
        <TextField
          label={text('ui.typeToConfirm', { word: typedWord })}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </FormDialog>
  )
}
