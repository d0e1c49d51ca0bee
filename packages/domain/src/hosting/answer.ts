import type { BotScript, ScriptedAnswer } from './script.ts'
import { hear, says } from './words.ts'

/** What a bot does about a message: what it says, in order, and whether it then gives the session to people. */
export type BotTurn = Readonly<{ replies: readonly string[]; handOff: Readonly<{ reason: string }> | null }>

/** The contact's side of the session so far: how many messages, and the text of the latest of them, newest last. */
export type ContactWords = Readonly<{ count: number; latest: readonly string[] }>

/**
 * A scripted bot's turn on the last of the contact's messages. The same script and words always give the same turn,
 * so a turn taken twice can be told from two turns. `latest` must hold at least `misunderstandingsMax` texts, where
 * there are as many.
 *
 * Asking for a person comes before every answer: whoever wants out gets out. A greeting answers a first message that
 * asks nothing we know, so that "hello" is not a misunderstanding.
 */
export function answer(script: BotScript, words: ContactWords): BotTurn {
  const text = words.latest.at(-1) ?? ''
  const greeting = words.count <= 1 && script.greeting !== null ? [script.greeting] : []
  const { farewell, misunderstandingsMax, reasons } = script.handOff
  const goodbye = farewell === null ? [] : [farewell]

  if (asksForPerson(script, text)) {
    return { replies: [...greeting, ...goodbye], handOff: { reason: reasons.asked } }
  }
  const known = findAnswer(script, text)
  if (known) return { replies: [...greeting, known.reply], handOff: null }
  if (greeting.length > 0) return { replies: greeting, handOff: null }
  if (countMisunderstood(script, words) >= misunderstandingsMax) {
    return { replies: goodbye, handOff: { reason: reasons.misunderstood } }
  }
  return { replies: [script.fallback], handOff: null }
}

function asksForPerson(script: BotScript, text: string): boolean {
  const heard = hear(text)
  return script.handOff.words.some((word) => says(heard, hear(word)))
}

/** The answer whose trigger says most; of equals the first, so that order in the script decides. */
function findAnswer(script: BotScript, text: string): ScriptedAnswer | null {
  const heard = hear(text)
  let best: ScriptedAnswer | null = null
  let bestLength = 0
  for (const candidate of script.answers) {
    for (const trigger of candidate.triggers.map(hear)) {
      if (trigger.joined.length > bestLength && says(heard, trigger)) {
        best = candidate
        bestLength = trigger.joined.length
      }
    }
  }
  return best
}

/** How many of the latest messages in a row were not understood. One that the greeting answered does not count. */
function countMisunderstood(script: BotScript, { count, latest }: ContactWords): number {
  const isGreetedAmongThem = script.greeting !== null && latest.length >= count
  const answered = isGreetedAmongThem ? latest.slice(1) : latest
  const lastKnown = answered.findLastIndex((text) => findAnswer(script, text) !== null)
  return answered.length - 1 - lastKnown
}
