import { type ReactNode, useId } from 'react'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import { useUiText } from './locale.tsx'

/** What a dialog with a form takes. */
export type FormDialogProps = Omit<DialogProps, 'footer' | 'initialFocus'> & {
  /** The verb of the main button. */
  submitLabel: string
  onSubmit: () => void
  isDangerous?: boolean
  busy?: boolean
  /** False while it cannot be sent yet. */
  isReady?: boolean
  /** What was wrong with the whole of it, below the fields. */
  error?: ReactNode
}

/**
 * A dialog that is a form: its fields, what went wrong, and the buttons that leave it or send it. Enter sends it, once;
 * what is wrong with a field is said at the field, by whoever made it.
 */
export function FormDialog(props: FormDialogProps) {
  const { submitLabel, onSubmit, isDangerous, busy = false, isReady = true, error, ...dialog } = props
  const text = useUiText()
  const formId = useId()
  return (
    <Dialog
      {...dialog}
      footer={
        <>
          <Button onClick={dialog.onClose}>{text('ui.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            kind={isDangerous ? 'danger' : 'primary'}
            busy={busy}
            disabled={!isReady}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid grid-cols-1 gap-3.5"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !busy) onSubmit()
        }}
      >
        {dialog.children}
        {error ? (
          <p role="alert" className="text-danger">
            {error}
          </p>
        ) : null}
      </form>
    </Dialog>
  )
}
