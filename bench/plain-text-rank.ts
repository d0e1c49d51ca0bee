const damping = 0.85
const rounds = 50

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/**
 * TextRank as Mihalcea and Tarau 2004 describe it: sentences linked by the words they share, over the logarithms of their
 * lengths, ranked like pages. Knows nothing of who speaks. The `count` best, in their order.
 */
export function plainTextRank(sentences: readonly string[], count: number): string[] {
  const words = sentences.map(wordsOf)
  const links = words.map((a, i) => words.map((b, j) => (i === j ? 0 : likeness(a, b))))
  const totals = links.map((row) => row.reduce((sum, weight) => sum + weight, 0))
  let ranks = sentences.map(() => 1)
  for (let round = 0; round < rounds; round += 1) {
    ranks = ranks.map((_, i) => {
      const given = links.reduce((sum, row, j) => {
        const total = totals[j] ?? 0
        return total === 0 ? sum : sum + ((row[i] ?? 0) / total) * (ranks[j] ?? 0)
      }, 0)
      return 1 - damping + damping * given
    })
  }
  return sentences
    .map((sentence, i) => ({ sentence, i, rank: ranks[i] ?? 0 }))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, count)
    .toSorted((a, b) => a.i - b.i)
    .map(({ sentence }) => sentence)
}

function likeness(a: readonly string[], b: readonly string[]): number {
  const others = new Set(b)
  const shared = [...new Set(a)].filter((word) => others.has(word)).length
  const size = Math.log(Math.max(1, a.length)) + Math.log(Math.max(1, b.length))
  return size === 0 ? 0 : shared / size
}
