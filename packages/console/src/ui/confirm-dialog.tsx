import { type ReactNode, useId, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
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
  const formId = useId()
  const [typed, setTyped] = useState('')
  const isReady = props.typedWord === undefined || typed.trim() === props.typedWord
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={props.onClose}>{text('ui.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            kind={props.isDangerous ? 'danger' : 'primary'}
            busy={props.busy ?? false}
            disabled={!isReady}
          >
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !props.busy) props.onConfirm()
        }}
      >
        {props.children}
        {props.typedWord === undefined ? null : (
          <TextField
            label={text('ui.typeToConfirm', { word: props.typedWord })}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {props.error ? (
          <p role="alert" className="text-danger">
            {props.error}
          </p>
        ) : null}
      </form>
    </Dialog>
  )
}
