import { contentWords } from './content-words.ts'
import { type DialogueActs, dialogueActsOf } from './dialogue-acts.ts'
import { withoutSmallTalk } from './small-talk.ts'
import { splitSentences } from './split-sentences.ts'
import { readableTurns, type Turn } from './turn.ts'

/** A sentence of a session that says something: who said it, in which turn, and what it does. */
export type Sentence = Readonly<{
  text: string
  turn: number
  from: Turn['from']
  /** Its words that tell what it is about. */
  words: readonly string[]
  acts: DialogueActs
  /** What it stands behind: the other side's last turn, and whether that, or this turn before it, asked. */
  answers: number
  isReply: boolean
  isAside: boolean
}>

/** So many sentences are weighed against each other; of more, the first and the last. */
const sentencesMax = 120

/** The sentences of a session that say something, without the small talk around them. */
export function readSentences(turns: readonly Turn[], language: string | null): Sentence[] {
  const sentences: Sentence[] = []
  let other = { turn: -1, hasAsked: false }
  let own = { turn: -1, hasAsked: false }
  let side: boolean | undefined
  for (const [turn, { from, text }] of readableTurns(turns)) {
    const isContact = from === 'contact'
    if (isContact !== side) {
      other = own
      side = isContact
    }
    own = { turn, hasAsked: false }
    for (const piece of splitSentences(text)) {
      const told = tidy(withoutSmallTalk(piece), language)
      const words = contentWords(told)
      if (words.length === 0) continue
      const acts = dialogueActsOf(told)
      const place = { answers: other.turn, isReply: other.hasAsked, isAside: own.hasAsked }
      sentences.push({ text: told, turn, from, words, acts, ...place })
      own.hasAsked = acts.isQuestion || (own.hasAsked && !acts.isDecisive)
    }
  }
  if (sentences.length <= sentencesMax) return sentences
  return [...sentences.slice(0, sentencesMax / 2), ...sentences.slice(-sentencesMax / 2)]
}

/** Signs where they belong, as some programs send them apart from their words. French has them apart. */
function tidy(text: string, language: string | null): string {
  const joined = text.replaceAll(/\s+([.,])/gu, '$1').replaceAll(/ '(m|s|re|ve|ll|d|t)\b/giu, "'$1")
  return language === 'fr' ? joined : joined.replaceAll(/\s+([!?;:](?:\s|$))/gu, '$1')
}
