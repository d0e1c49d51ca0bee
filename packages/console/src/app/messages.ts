import inbox from '../inbox/en.json' with { type: 'json' }
import sessions from '../sessions/en.json' with { type: 'json' }
import ui from '../ui/en.json' with { type: 'json' }
import workspaces from '../workspaces/en.json' with { type: 'json' }
import app from './en.json' with { type: 'json' }
import type { lateMessages } from './late-messages.ts'

/** The words that first screens show, by the folder they live in; a test holds every key to its folder's name. */
export const earlyCatalogues = { app, ui, inbox, sessions, workspaces }

const early = { ...app, ...ui, ...inbox, ...sessions, ...workspaces }

/** The name of a message. A misspelt or missing one fails the type check. */
export type MessageKey = keyof typeof early | keyof typeof lateMessages

let known: Readonly<Record<string, string>> = early

/** A message in English: the source of the keys, and what a missing translation falls back to. */
export function englishOf(key: MessageKey): string {
  const words = known[key]
  if (words === undefined) throw new Error(`The words of ${key} have not been loaded`)
  return words
}

/** Fetches the words that no first screen shows. Whoever opens one of those screens waits for it, once. */
export async function loadLateMessages(): Promise<void> {
  const { lateMessages } = await import('./late-messages.ts')
  known = { ...early, ...lateMessages }
}
