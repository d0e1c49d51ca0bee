import { findTopics } from './find-topics.ts'
import { likenessOf, rankSentences, vectorsOf, type WordVector } from './rank-sentences.ts'
import { readSentences, type Sentence } from './read-sentences.ts'
import type { Turn } from './turn.ts'

/** What a session was about: whole sentences of it, which turns they are from, and a few words that stand for it. */
export type Summary = Readonly<{ text: string; turns: readonly number[]; topics: readonly string[] }>

/** The longest summary, in UTF-16 units: two lines of a card. */
export const summaryCharactersMax = 320

const sentencesMax = 3
/** Two sentences more alike than this say the same. */
const alikeMax = 0.6
/** What does not weigh so much, beside what was chosen, is left out: two sentences are better than three of which one is idle. */
const endWeightMin = 0.75

/**
 * A session in at most three of its own sentences, as a colleague would note it: the problem, what was done, how it ended.
 * Sentences are ranked by how central they are, where they stand, who says them and what they do; what says the same
 * twice is left out. An arrow stands where the other side speaks. The same turns always give the same; the text is empty
 * where nothing was said. `language` is the first part of a language tag.
 *
 * @example
 * summarise([
 *   { from: 'contact', text: 'Hi! My parcel 4432 has not arrived.' },
 *   { from: 'agent', text: 'One moment, please. I have sent a new one today.' },
 * ], { language: 'en' }).text // 'My parcel 4432 has not arrived. → I have sent a new one today.'
 */
export function summarise(
  turns: readonly Turn[],
  { language }: Readonly<{ language: string | null }>,
): Summary {
  const sentences = readSentences(turns, language)
  const chosen = choose(sentences)
  return {
    text: textOf(chosen),
    turns: [...new Set(chosen.map(({ turn }) => turn))],
    topics: findTopics(sentences, new Set(chosen)),
  }
}

type Ranked = Readonly<{ sentence: Sentence; vector: WordVector; base: number; place: number }>

function choose(sentences: readonly Sentence[]): Sentence[] {
  const vectors = vectorsOf(sentences.map(({ words }) => words))
  const ranks = rankSentences(vectors)
  const lastTurn = Math.max(1, sentences.at(-1)?.turn ?? 1)
  const all = sentences.map((sentence, i): Ranked => {
    const vector = vectors[i] ?? { weights: new Map(), length: 0 }
    const place = sentence.turn / lastTurn
    return { sentence, vector, place, base: (0.5 + (ranks[i] ?? 0)) * fullnessOf(sentence) }
  })

  const taken: Ranked[] = []
  const problem = best(all, taken, problemWeight)
  if (problem !== undefined) taken.push(problem.of)
  const from = problem?.of.sentence.turn ?? -1
  const done = best(all, taken, (one) => (one.sentence.turn > from ? doneWeight(one) : 0))
  if (done !== undefined) taken.push(done.of)
  const end = best(all, taken, (one) => endWeight(one, done?.of))
  if (end !== undefined && end.weight >= endWeightMin) taken.push(end.of)
  if (taken.length === 0) taken.push(...all.toSorted((a, b) => b.base - a.base).slice(0, 1))
  return taken
    .slice(0, sentencesMax)
    .map(({ sentence }) => sentence)
    .toSorted((a, b) => a.turn - b.turn || sentences.indexOf(a) - sentences.indexOf(b))
}

/** The heaviest that says something else than what is taken, and still fits beside it. */
function best(
  all: readonly Ranked[],
  taken: readonly Ranked[],
  weigh: (one: Ranked) => number,
): Readonly<{ of: Ranked; weight: number }> | undefined {
  const used = taken.reduce((sum, { sentence }) => sum + sentence.text.length + 3, 0)
  let found: { of: Ranked; weight: number } | undefined
  for (const one of all) {
    const weight = weigh(one)
    if (weight <= (found?.weight ?? 0)) continue
    if (used > 0 && used + one.sentence.text.length > summaryCharactersMax) continue
    if (taken.some(({ vector }) => likenessOf(vector, one.vector) > alikeMax)) continue
    found = { of: one, weight }
  }
  return found
}

/** A sentence of few words tells little, whatever its numbers, and a very long one is a tale. */
function fullnessOf({ words, text }: Sentence): number {
  const told = words.filter((word) => !/\d/.test(word)).length
  if (told < 2) return 0.4
  if (told < 4) return 0.8
  return text.length > 200 ? 0.7 : 1
}

/** What the contact came for: their first request of substance, or the trouble they tell of. */
function problemWeight({ sentence: { from, acts, words }, base, place }: Ranked): number {
  if (from !== 'contact') return 0
  const early = (1 - place) ** 2
  return (
    (base + 2 * early) *
    (acts.isRequest ? 1.5 : 1) *
    (acts.isTrouble ? 1.7 : 1) *
    (acts.hasFigures ? 1.1 : 1) *
    (acts.isFiller ? 0.4 : 1) *
    (words.length < 3 ? 0.6 : 1)
  )
}

/** What our side did about it: statements that decide something, rather late than early. */
function doneWeight({ sentence: { from, acts }, base, place }: Ranked): number {
  if (from === 'contact') return 0
  return (
    base *
    (0.6 + 0.6 * place) *
    (acts.isDecisive ? 1.8 : 1) *
    (acts.hasFigures ? 1.4 : 1) *
    (acts.isQuestion ? 0.3 : 1) *
    (acts.isFiller ? 0.12 : 1)
  )
}

/** How it ended: the last that was said of the matter, by whomever; trouble that the contact still has counts most. */
function endWeight({ sentence, base, place }: Ranked, done: Ranked | undefined): number {
  const { from, acts, turn } = sentence
  if (acts.isFiller || (done !== undefined && turn < done.sentence.turn && place < 0.5)) return 0
  const isOpen = from === 'contact' && acts.isTrouble
  return (
    base *
    place ** 2 *
    (isOpen ? 1.8 : 1) *
    (from !== 'contact' && acts.isDecisive ? 1.4 : 1) *
    (acts.hasFigures ? 1.3 : 1) *
    (acts.isQuestion ? 0.35 : 1)
  )
}

/** Scripts without spaces have none between sentences either. */
const endsDense = /[。！？；]$/u

function textOf(chosen: readonly Sentence[]): string {
  let text = ''
  chosen.forEach((sentence, i) => {
    const before = chosen[i - 1]
    const isOther = before !== undefined && (before.from === 'contact') !== (sentence.from === 'contact')
    text +=
      before === undefined
        ? sentence.text
        : `${isOther ? ' → ' : endsDense.test(before.text) ? '' : ' '}${sentence.text}`
  })
  return text.length <= summaryCharactersMax ? text : cut(text)
}

/** Only a single sentence can be too long: it is cut where a word ends, never in half a letter. */
function cut(text: string): string {
  const kept = text.slice(0, summaryCharactersMax - 1).replace(/[\ud800-\udbff]$/u, '')
  const space = kept.lastIndexOf(' ')
  return `${(space > summaryCharactersMax / 2 ? kept.slice(0, space) : kept).trimEnd()}…`
}
