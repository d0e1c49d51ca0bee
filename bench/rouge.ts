/** How much of two texts is the same, 0 to 1, as Lin 2004 has it. */
export type Rouge = Readonly<{ one: number; two: number; longest: number }>

/**
 * ROUGE-1, ROUGE-2 and ROUGE-L as F1 against one reference: small letters, words of letters and digits, no stemming, no
 * stop words left out; ROUGE-L over the whole text as one line.
 */
export function rouge(text: string, reference: string): Rouge {
  const [ours, theirs] = [wordsOf(text), wordsOf(reference)]
  return {
    one: overlap(runsOf(ours, 1), runsOf(theirs, 1)),
    two: overlap(runsOf(ours, 2), runsOf(theirs, 2)),
    longest: f1(longestCommon(ours, theirs), ours.length, theirs.length),
  }
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const runsOf = (words: readonly string[], length: number): string[] =>
  words.slice(0, Math.max(0, words.length - length + 1)).map((_, i) => words.slice(i, i + length).join(' '))

function overlap(ours: readonly string[], theirs: readonly string[]): number {
  const left = new Map<string, number>()
  for (const run of theirs) left.set(run, (left.get(run) ?? 0) + 1)
  let shared = 0
  for (const run of ours) {
    const count = left.get(run) ?? 0
    if (count === 0) continue
    left.set(run, count - 1)
    shared += 1
  }
  return f1(shared, ours.length, theirs.length)
}

const f1 = (shared: number, ours: number, theirs: number): number =>
  shared === 0 ? 0 : (2 * shared) / (ours + theirs)

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let before: number[] = new Array(b.length + 1).fill(0)
  for (const word of a) {
    const row = [0]
    for (const [j, other] of b.entries())
      row.push(word === other ? (before[j] ?? 0) + 1 : Math.max(before[j + 1] ?? 0, row[j] ?? 0))
    before = row
  }
  return before.at(-1) ?? 0
}
