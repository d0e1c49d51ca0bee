import { setTimeout } from 'node:timers/promises'
import type { SessionRow } from '@rapport/contract/light'
import type { Person } from './people.ts'
import { soon } from './soon.ts'

/** The session whose last words these are, as soon as this person may see it; preparations may wait for it as well. */
export async function rowSaying({ api }: Person, words: string): Promise<SessionRow> {
  const until = Date.now() + soon.timeout
  while (Date.now() < until) {
    const row = (await api.sessions.list({})).items.find(({ preview }) => preview === words)
    if (row) return row
    await setTimeout(50)
  }
  throw new Error(`No session ends with "${words}"`)
}
