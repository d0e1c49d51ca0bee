import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { describeError } from '../actions/describe-error.ts'
import type { BatchDialogProps } from './batch-dialog-props.ts'
import type { BatchOrder } from './use-batches.ts'

/** Begins a batch from a dialog: busy meanwhile, and what was refused in words. */
export function useBatchForm({ begin }: Pick<BatchDialogProps, 'begin'>) {
  const t = useMessages()
  const [state, setState] = useState<{ busy: boolean; error: string | null }>({ busy: false, error: null })
  const submit = (action: BatchOrder['action']) => {
    setState({ busy: true, error: null })
    // When it has begun the dialog is closed from outside.
    begin(action).catch((error: unknown) => setState({ busy: false, error: describeError(error, t) }))
  }
  return { ...state, submit }
}
