/** One thing a scripted bot can answer. `triggers` are words or phrases, in any language; see `says`. */
export type ScriptedAnswer = Readonly<{ id: string; triggers: readonly string[]; reply: string }>

/**
 * What a scripted bot says, as data that a person can read. `handOff.reasons` become the reason of the handoff, so
 * agents see them and reports count them.
 */
export type BotScript = Readonly<{
  /** Said once, at the contact's first message; null to say nothing. */
  greeting: string | null
  answers: readonly ScriptedAnswer[]
  /** Said when nothing was understood. */
  fallback: string
  handOff: Readonly<{
    /** Words by which a contact asks for a person. */
    words: readonly string[]
    /** Said with the handoff; null to go without a word. */
    farewell: string | null
    /** How many messages in a row may be misunderstood; the last of them hands off. */
    misunderstandingsMax: number
    reasons: Readonly<{ asked: string; misunderstood: string }>
  }>
}>
