/** What a provider may say of a message after it was sent. */
export type SaidKind = 'edit' | 'delete' | 'reaction' | 'delivered' | 'read' | 'failed'

/** One thing said of a message: when by the provider's clock, and with which words. */
export type Saying = Readonly<{ kind: SaidKind; at: number; value: string | null }>

/** The last word of each kind, and whether it has been carried out. */
export type Said = Readonly<
  Partial<Record<SaidKind, Readonly<{ at: number; value: string | null; done?: boolean }>>>
>

const ofTheirs = ['edit', 'reaction'] as const
const ofOurs = ['reaction', 'read', 'delivered', 'failed'] as const

/**
 * What is to be carried out next of all that was said of a message, or null when that is all. In whichever order it was
 * said, the end is the same: deleted stays deleted, what arrived did not fail, and nobody changes another's words.
 */
export function nextSaying(said: Said, isOurs: boolean): Saying | null {
  if (!isOurs && said.delete) return pending(said, 'delete')
  const hasArrived = said.delivered !== undefined || said.read !== undefined
  const kinds: readonly SaidKind[] = isOurs ? ofOurs : ofTheirs
  for (const kind of kinds) {
    if (kind === 'failed' && hasArrived) continue
    const saying = pending(said, kind)
    if (saying) return saying
  }
  return null
}

function pending(said: Said, kind: SaidKind): Saying | null {
  const entry = said[kind]
  return entry && !entry.done ? { kind, at: entry.at, value: entry.value } : null
}
