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
const doneWeightMin = 0.3
/** A session with so many requests beside the first, no more alike to it than this, is one of several matters. */
const severalMin = 1
const otherMax = 0.25

/** Two letters of a script without spaces, which are rather half a word than one. */
const pair = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]{2}$/u

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
  const all = rank(sentences)
  const taken: Ranked[] = []
  const problem = best(all, taken, problemWeight)
  if (problem !== undefined) taken.push(problem.of)
  const matter = matterOf(all, problem?.of)
  const done = best(all, taken, (one) => doneWeight(one, matter))
  if (done !== undefined && done.weight >= doneWeightMin) taken.push(done.of)
  const end = best(all, taken, (one) => endWeight(one, matter, done?.of))
  if (end !== undefined && end.weight >= endWeightMin) taken.push(end.of)
  if (taken.length === 0) taken.push(...all.toSorted((a, b) => b.base - a.base).slice(0, 1))
  return taken
    .slice(0, sentencesMax)
    .map(({ sentence }) => sentence)
    .toSorted((a, b) => a.turn - b.turn || sentences.indexOf(a) - sentences.indexOf(b))
}

function rank(sentences: readonly Sentence[]): Ranked[] {
  const vectors = vectorsOf(sentences.map(({ words }) => words))
  const ranks = rankSentences(vectors)
  const lastTurn = Math.max(1, sentences.at(-1)?.turn ?? 1)
  const isAnswered = sentences.some(({ from }) => from === 'agent')
  return sentences.map((sentence, i): Ranked => {
    const vector = vectors[i] ?? { weights: new Map(), length: 0 }
    // Where a person answered, a bot only led there.
    const weight = isAnswered && sentence.from === 'bot' ? 0.4 : 1
    const base = (0.5 + (ranks[i] ?? 0)) * fullnessOf(sentence) * weight
    return { sentence, vector, place: sentence.turn / lastTurn, base }
  })
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
  const told = words.reduce((sum, word) => sum + (/\d/.test(word) ? 0 : pair.test(word) ? 0.6 : 1), 0)
  if (told < 2) return 0.4
  if (told < 4) return 0.8
  return text.length > 200 ? 0.7 : 1
}

/** What the contact came for: their first request of substance, or the trouble they tell of. */
function problemWeight({ sentence: { from, acts, words, isReply }, base, place }: Ranked): number {
  if (from !== 'contact') return 0
  const early = (1 - place) ** 2
  return (
    (base + 2 * early) *
    (acts.isRequest ? 1.5 : 1) *
    (acts.isTrouble ? 1.7 : 1) *
    (isReply && !acts.isRequest && !acts.isTrouble ? 0.5 : 1) *
    (acts.hasFigures ? 1.1 : 1) *
    (acts.isFiller ? 0.4 : 1) *
    (acts.isBare ? 0.7 : 1) *
    (words.length < 3 ? 0.75 : 1)
  )
}

/** What the contact came for, whether they came for more, and how near to it each turn of theirs is, 0 to 1. */
type Matter = Readonly<{
  problem: Ranked | undefined
  isOneOfSeveral: boolean
  nearness: ReadonlyMap<number, number>
}>

function matterOf(all: readonly Ranked[], problem: Ranked | undefined): Matter {
  const nearness = new Map<number, number>()
  if (problem === undefined) return { problem, isOneOfSeveral: false, nearness }
  for (const { sentence, vector } of all) {
    if (sentence.from !== 'contact') continue
    const near = sentence.turn === problem.sentence.turn ? 1 : likenessOf(vector, problem.vector)
    nearness.set(sentence.turn, Math.max(near, nearness.get(sentence.turn) ?? 0))
  }
  return { problem, isOneOfSeveral: countOthers(all, problem) >= severalMin, nearness }
}

/** How near a sentence is to the problem: by its words, or by those of the turn it answers. */
const nearnessOf = ({ sentence, vector }: Ranked, { problem, nearness }: Matter): number =>
  problem === undefined
    ? 0
    : Math.max(nearness.get(sentence.answers) ?? 0, likenessOf(vector, problem.vector))

/**
 * What our side did about the problem: statements that decide something, rather late than early, and rather those that
 * answer it, or a turn that says the same. Of several matters each has its own answer, so there nearness tells most.
 */
function doneWeight(one: Ranked, matter: Matter): number {
  const { sentence, base, place } = one
  const { acts, turn, isAside } = sentence
  if (sentence.from === 'contact' || turn <= (matter.problem?.sentence.turn ?? -1)) return 0
  const near = nearnessOf(one, matter)
  return (
    base *
    (matter.isOneOfSeveral
      ? (0.3 + 1.4 * near) * bareWeight(acts, near)
      : (0.6 + 0.6 * place) * (0.7 + 0.6 * near)) *
    (acts.isDecisive ? 1.8 : 1) *
    (acts.hasFigures ? 1.4 : 1) *
    (acts.isQuestion || (isAside && !acts.isDecisive) ? 0.3 : 1) *
    fillerWeight(acts)
  )
}

/** Beside another matter, nobody knows whose address that is. */
const bareWeight = ({ isBare }: Sentence['acts'], near: number): number => (isBare && near < 1 ? 0.5 : 1)

/** How many other things the contact asked for, at some length and in other words. */
function countOthers(all: readonly Ranked[], problem: Ranked): number {
  const others = all.filter(
    ({ sentence: { from, acts, turn, isReply }, vector, base }) =>
      from === 'contact' &&
      acts.isRequest &&
      !isReply &&
      base > 0.5 &&
      turn > problem.sentence.turn &&
      likenessOf(vector, problem.vector) < otherMax,
  )
  return new Set(others.map(({ sentence }) => sentence.turn)).size
}

/** What fills a pause is nothing that was done, but for what it says beside: a number, a name. */
const fillerWeight = ({ isFiller, hasFigures, isDecisive }: Sentence['acts']): number =>
  !isFiller ? 1 : hasFigures && isDecisive ? 0.2 : 0

/** How it ended: the last that was said of the matter, by whomever; trouble that the contact still has counts most. */
function endWeight(one: Ranked, matter: Matter, done: Ranked | undefined): number {
  const { sentence, base, place } = one
  const { from, acts } = sentence
  if (isNoEnd(one, done)) return 0
  const isContact = from === 'contact'
  const isOpen = isContact && acts.isTrouble
  return (
    base *
    place ** 2 *
    (matter.isOneOfSeveral ? bareWeight(acts, nearnessOf(one, matter)) : 1) *
    (isOpen ? 1.8 : 1) *
    (isContact && acts.isRequest && !isOpen ? 0.6 : 1) *
    (!isContact && acts.isDecisive ? 1.4 : 1) *
    (acts.hasFigures ? 1.3 : 1) *
    (acts.isQuestion ? 0.35 : 1)
  )
}

/** What fills a pause, what explains a question, and what the contact said before it was done, ends nothing. */
function isNoEnd({ sentence, place }: Ranked, done: Ranked | undefined): boolean {
  const { from, acts, turn, isAside } = sentence
  if (acts.isFiller || (isAside && !acts.isDecisive)) return true
  return done !== undefined && turn < done.sentence.turn && (from === 'contact' || place < 0.5)
}

/** Scripts without spaces have none between sentences either. */
const endsDense = /[。！？；]$/u
const endsOpen = /[\p{L}\p{N}]$/u

function textOf(chosen: readonly Sentence[]): string {
  let text = ''
  chosen.forEach((sentence, i) => {
    const before = chosen[i - 1]
    const isOther = before !== undefined && (before.from === 'contact') !== (sentence.from === 'contact')
    text +=
      before === undefined ? sentence.text : `${isOther ? ' → ' : gapAfter(before.text)}${sentence.text}`
  })
  return text.length <= summaryCharactersMax ? text : cut(text)
}

/** Many leave out the sign at the end of a message. */
const gapAfter = (text: string): string => (endsDense.test(text) ? '' : endsOpen.test(text) ? ' · ' : ' ')

/** Only a single sentence can be too long: it is cut where a word ends, never in half a letter. */
function cut(text: string): string {
  const kept = text.slice(0, summaryCharactersMax - 1).replace(/[\ud800-\udbff]$/u, '')
  const space = kept.lastIndexOf(' ')
  return `${(space > summaryCharactersMax / 2 ? kept.slice(0, space) : kept).trimEnd()}…`
}
