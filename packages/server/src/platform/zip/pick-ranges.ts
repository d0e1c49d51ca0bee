/** A run of bytes, from its first to before its end. */
export type Range = Readonly<{ from: number; to: number }>

/**
 * The bytes of some ranges out of a stream, in order and holding no more than what arrives at once. The ranges ascend.
 * A stream that ends before them was broken off, and is an error.
 */
export async function* pickRanges(
  bytes: AsyncIterable<Uint8Array>,
  ranges: readonly Range[],
): AsyncGenerator<Uint8Array> {
  const end = ranges.at(-1)?.to ?? 0
  let at = 0
  for await (const chunk of bytes) {
    for (const { from, to } of ranges) {
      const picked = chunk.subarray(Math.max(from - at, 0), Math.max(to - at, 0))
      if (picked.length > 0) yield picked
    }
    at += chunk.length
    if (at >= end) return
  }
  if (at < end) throw new Error(`a stream ended after ${at} of ${end} bytes`)
}
