import type { BatchOrder } from './use-batches.ts'

/** What is done to the chosen sessions, after a question. */
export type BatchKind = 'assign' | 'tag' | 'end' | 'delete'

/** What the bar begins with when a key called it: a question, or giving the row to whoever pressed it. */
export type BatchStart = Exclude<BatchKind, 'delete'> | 'me'

/** What every question before a batch takes. `begin` throws what was refused, for the dialog to say. */
export type BatchDialogProps = Readonly<{
  /** How many sessions it is about; null where nobody has counted them. */
  count: number | null
  /** The same in words: "12 sessions", "more than 10,000 sessions". */
  sessions: string
  begin(action: BatchOrder['action']): Promise<void>
  onClose(): void
}>
