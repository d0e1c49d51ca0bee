import { cleanText, messageText } from '@rapport/contract'
import type { BotScript } from '@rapport/domain'
import { z } from 'zod'

const said = messageText.trim().min(1)
const phrases = z.array(cleanText(200).trim().min(1)).max(200)

const schema = z.strictObject({
  greeting: said.nullable(),
  answers: z.array(z.strictObject({ id: cleanText(60).min(1), triggers: phrases, reply: said })).max(200),
  fallback: said,
  handOff: z.strictObject({
    words: phrases,
    farewell: said.nullable(),
    misunderstandingsMax: z.int().min(1).max(10),
    reasons: z.strictObject({ asked: cleanText(200).min(1), misunderstood: cleanText(200).min(1) }),
  }),
}) satisfies z.ZodType<BotScript>

/** A script as it stands in a bot's row; null when it is none, which a bot's first row and a bad edit can be. */
export function readScript(value: unknown): BotScript | null {
  const read = schema.safeParse(value)
  return read.success ? read.data : null
}
