import type { ReviewView } from '@rapport/contract/light'
import type { Judgements } from '@rapport/domain'
import { createSource, isRapportError, mayPass, type Observable, type RapportError } from '@rapport/sdk'

/** How far a draft is kept. `conflict`: it was changed elsewhere, and nothing is overwritten before somebody has chosen. */
export type SaveState =
  | Readonly<{ state: 'saved'; at: number }>
  | Readonly<{ state: 'saving' }>
  | Readonly<{ state: 'failed'; error: RapportError }>
  | Readonly<{ state: 'conflict'; theirs: ReviewView }>

/** What a saver does its work by. */
export type Saving = Readonly<{
  save: (judgements: Judgements, seenVersion: number) => Promise<ReviewView>
  load: () => Promise<ReviewView>
  /** How long changes are gathered, and how long until what may pass is tried again. */
  restMs?: number
  againMs?: number
}>

/** Keeps a draft on the server, change by change. */
export type DraftSaver = Readonly<{
  state: Observable<SaveState>
  change: (judgements: Judgements) => void
  /** Saves what is not saved yet, and answers the version that holds then; null when it could not. */
  settle: () => Promise<number | null>
  /** After a conflict: what is here goes over what is there. */
  keepOurs: () => void
  /** After a conflict: goes on from what is there. */
  takeTheirs: (theirs: ReviewView) => void
  stop: () => void
}>

/**
 * Saves the newest judgements one call after the other, so that no answer crosses a later one. What fails for a reason
 * that may pass is tried again by itself; a change elsewhere stops it until the reviewer has chosen.
 */
export function createDraftSaver(review: ReviewView, how: Saving): DraftSaver {
  const { restMs = 700, againMs = 4000 } = how
  const state = createSource<SaveState>({ state: 'saved', at: review.updatedAt })
  let { version } = review
  let waiting: Judgements | null = null
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), ms)
  }

  async function saveOnce(judgements: Judgements): Promise<void> {
    try {
      const saved = await how.save(judgements, version)
      version = saved.version
      if (waiting === null) state.set({ state: 'saved', at: saved.updatedAt })
    } catch (error) {
      waiting ??= judgements
      state.set(await explain(error, how.load))
      if (isRapportError(error) && mayPass(error)) later(againMs)
    }
  }

  async function drain(): Promise<void> {
    while (waiting !== null && state.get().state === 'saving') {
      const next = waiting
      waiting = null
      await saveOnce(next)
    }
  }

  function run(): Promise<void> {
    clearTimeout(timer)
    if (waiting === null || state.get().state === 'conflict') return running ?? Promise.resolve()
    state.set({ state: 'saving' })
    running ??= drain().finally(() => {
      running = null
    })
    return running
  }

  return {
    state,
    change(judgements) {
      waiting = judgements
      if (state.get().state === 'conflict') return
      state.set({ state: 'saving' })
      later(restMs)
    },
    async settle() {
      await run()
      return state.get().state === 'saved' ? version : null
    },
    keepOurs() {
      const now = state.get()
      if (now.state !== 'conflict') return
      version = now.theirs.version
      state.set({ state: 'saving' })
      void run()
    },
    takeTheirs(theirs) {
      version = theirs.version
      waiting = null
      state.set({ state: 'saved', at: theirs.updatedAt })
    },
    stop() {
      if (waiting !== null) void run()
      clearTimeout(timer)
    },
  }
}

/** What a save that failed leaves: a change elsewhere is loaded, so that it can be told what it is. */
async function explain(error: unknown, load: Saving['load']): Promise<SaveState> {
  if (!isRapportError(error)) throw error
  if (error.code !== 'changed_meanwhile') return { state: 'failed', error }
  return load().then(
    (theirs): SaveState => ({ state: 'conflict', theirs }),
    (failure: unknown): SaveState => {
      if (!isRapportError(failure)) throw failure
      return { state: 'failed', error: failure }
    },
  )
}
