/** So alike must two sentences be to speak for each other, as a cosine. */
const alikeMin = 0.05
const damping = 0.85
const rounds = 20

/** The weights of a sentence's words, and their length as a vector. */
export type WordVector = Readonly<{ weights: ReadonlyMap<string, number>; length: number }>

/** Sentences as vectors: how often each word is in one, times how few of the sentences have it. */
export function vectorsOf(sentences: readonly (readonly string[])[]): WordVector[] {
  const having = new Map<string, number>()
  for (const words of sentences)
    for (const word of new Set(words)) having.set(word, (having.get(word) ?? 0) + 1)
  return sentences.map((words) => {
    const weights = new Map<string, number>()
    for (const word of words) {
      const rarity = Math.log(1 + sentences.length / (having.get(word) ?? 1))
      weights.set(word, (weights.get(word) ?? 0) + rarity)
    }
    let sum = 0
    for (const weight of weights.values()) sum += weight * weight
    return { weights, length: Math.sqrt(sum) }
  })
}

/** How much two sentences say the same: 0 (nothing) to 1. */
export function likenessOf(a: WordVector, b: WordVector): number {
  if (a.length === 0 || b.length === 0) return 0
  const [small, large] = a.weights.size <= b.weights.size ? [a, b] : [b, a]
  let sum = 0
  for (const [word, weight] of small.weights) sum += weight * (large.weights.get(word) ?? 0)
  return sum / (a.length * b.length)
}

/**
 * How central each sentence is among the others, the most central 1: LexRank (Erkan and Radev 2004) with weighted links,
 * by a fixed number of rounds, so that the same text always ranks the same.
 */
export function rankSentences(vectors: readonly WordVector[]): number[] {
  const count = vectors.length
  const links = linksAmong(vectors)
  const totals = links.map((row) => row.reduce((sum, [, weight]) => sum + weight, 0))
  let ranks: number[] = new Array(count).fill(1 / count)
  for (let round = 0; round < rounds; round += 1) {
    const next: number[] = new Array(count).fill((1 - damping) / count)
    links.forEach((row, from) => {
      const total = totals[from] ?? 0
      if (total === 0) return
      const given = (damping * (ranks[from] ?? 0)) / total
      for (const [to, weight] of row) next[to] = (next[to] ?? 0) + given * weight
    })
    ranks = next
  }
  const highest = Math.max(...ranks, Number.MIN_VALUE)
  return ranks.map((rank) => rank / highest)
}

function linksAmong(vectors: readonly WordVector[]): (readonly [number, number])[][] {
  const links: (readonly [number, number])[][] = vectors.map(() => [])
  for (const [i, one] of vectors.entries()) {
    for (let j = i + 1; j < vectors.length; j += 1) {
      const other = vectors[j]
      const weight = other === undefined ? 0 : likenessOf(one, other)
      if (weight < alikeMin) continue
      links[i]?.push([j, weight])
      links[j]?.push([i, weight])
    }
  }
  return links
}
