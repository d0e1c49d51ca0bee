import type { FileView } from '@rapport/contract/light'

/** An unsent reply. */
export type KeptDraft = Readonly<{ text: string; files: readonly FileView[] }>

/** Keeps a draft where the next page, or another device, finds it. */
export type DraftKeeper = Readonly<{
  /** What was written here last, or null when this page has written nothing. */
  get(): KeptDraft | null
  /** Remembers at once and saves once the writer pauses. */
  keep(draft: KeptDraft): void
  /** Saves now what waits: on leaving, and when it was sent. */
  flush(): void
}>

const pauseMs = 800

/** Makes the keeper of one conversation's draft. A save that fails is tried again with the next change, or on leaving. */
export function createDraftKeeper(save: (draft: KeptDraft) => Promise<unknown>): DraftKeeper {
  let kept: KeptDraft | null = null
  let isSaved = true
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<unknown> = Promise.resolve()

  const flush = () => {
    clearTimeout(timer)
    if (isSaved || kept === null) return
    isSaved = true
    const draft = kept
    // One after another, so that an older text never lands on top of a newer one.
    saving = saving
      .then(() => save(draft))
      .catch((error: unknown) => {
        if (kept === draft) isSaved = false
        console.info('The draft could not be saved yet', error)
      })
  }
  return {
    get: () => kept,
    keep(draft) {
      kept = draft
      isSaved = false
      clearTimeout(timer)
      timer = setTimeout(flush, pauseMs)
    },
    flush,
  }
}
