/** Changes that are sent once they have settled, the last of each key. */
export type SettlingChanges = Readonly<{
  change(key: string, value: unknown, send: () => Promise<void>): void
  /** What has been changed and not yet sent, by its key. */
  unsent(): Readonly<Record<string, unknown>>
  /** Sends at once what still waits: for a page that is being left. */
  flush(): void
}>

type Entry = { value: unknown; send: () => Promise<void>; timer: ReturnType<typeof setTimeout> | null }

/** Holds changes back for `settleMs`, so that what is drawn or typed is one change and not fifty, and none is lost. */
export function createSettlingChanges(settleMs: number): SettlingChanges {
  const waiting = new Map<string, Entry>()
  function sendNow(key: string, entry: Entry): void {
    if (entry.timer === null) return
    clearTimeout(entry.timer)
    entry.timer = null
    void entry.send().finally(() => {
      if (waiting.get(key) === entry) waiting.delete(key)
    })
  }
  return {
    change(key, value, send) {
      const last = waiting.get(key)?.timer
      if (last) clearTimeout(last)
      const entry: Entry = { value, send, timer: null }
      entry.timer = setTimeout(() => sendNow(key, entry), settleMs)
      waiting.set(key, entry)
    },
    unsent: () => Object.fromEntries([...waiting].map(([key, { value }]) => [key, value])),
    flush() {
      for (const [key, entry] of waiting) sendNow(key, entry)
    },
  }
}
