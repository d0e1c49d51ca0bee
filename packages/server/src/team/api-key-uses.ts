import type { KeyGrant, Platform } from '../platform/context.ts'
import { touchApiKey } from './api-key-queries.ts'

const everyMs = 60_000
const rememberedMax = 10_000

/**
 * Notes when keys are used, to the minute. A request never waits for the note, and a note that fails is no reason to
 * refuse it: the next minute's comes soon.
 */
export function createKeyUses({ db, log, now }: Platform): (key: KeyGrant) => void {
  const notedAt = new Map<string, number>()
  return (key) => {
    const at = now()
    const before = notedAt.get(key.id)
    if (before !== undefined && at - before < everyMs) return
    if (notedAt.size >= rememberedMax) notedAt.clear()
    notedAt.set(key.id, at)
    touchApiKey(db, key).catch((error: unknown) => {
      log.warn({ error: String(error), apiKeyId: key.id }, 'The use of an API key was not noted')
    })
  }
}
