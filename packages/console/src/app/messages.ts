import sessions from '../sessions/en.json' with { type: 'json' }
import ui from '../ui/en.json' with { type: 'json' }
import app from './en.json' with { type: 'json' }
import type { lateMessages } from './late-messages.ts'

/**
 * The words that stand before anything else is fetched: the frame, the kit, and the list of sessions. By the folder they
 * live in; a test holds every key to its folder's name, and another sees that no first screen says anything else.
 */
export const earlyCatalogues = { app, ui, sessions }

const early = { ...app, ...ui, ...sessions }

/** The name of a message. A misspelt or missing one fails the type check. */
export type MessageKey = keyof typeof early | keyof typeof lateMessages

let known: Readonly<Record<string, string>> = early

/** A message in English: the source of the keys, and what a missing translation falls back to. */
export function englishOf(key: MessageKey): string {
  const words = known[key]
  if (words === undefined) throw new Error(`The words of ${key} have not been loaded`)
  return words
}

/** Fetches the words that no first screen shows: once, for all of them. */
export async function loadLateMessages(): Promise<void> {
  const { lateMessages } = await import('./late-messages.ts')
  known = { ...early, ...lateMessages }
}

/** A part whose words come with it. Every part that is fetched later is, unless it says only what first screens do. */
export const withWords =
  <Part>(load: () => Promise<Part>) =>
  async (): Promise<Part> => {
    const [part] = await Promise.all([load(), loadLateMessages()])
    return part
  }
