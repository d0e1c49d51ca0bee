import { z } from 'zod'
import { addSums, noSum, type Range, type Sum } from '../../platform/zip/index.ts'
import type { WrittenPart } from '../format.ts'

const count = z.int().min(0)
const span = z.tuple([z.number(), z.number()]).nullable()

/** A packed run of sessions, as a part remembers it. */
const stretch = z.object({
  /** Whether it begins with a session, so that a page may begin with it; false inside of a large one. */
  opens: z.boolean(),
  /** Sessions that begin in it. */
  sessions: count,
  rawBytes: count,
  packedBytes: count,
  crc: count,
  /** Their first and last numbers and moments: what an index says of a page. */
  numbers: span,
  moments: span,
})
export type PageStretch = z.output<typeof stretch>
const partDetails = z.object({ stretches: z.array(stretch) })

/** How large a page may become, before a further one begins. */
export type PageLimits = Readonly<{ sessionsMax: number; bytesMax: number }>

type Span = readonly [number, number] | null

/** One page: which sessions, their sum, and where they lie in the parts. */
export type PlannedPage = Readonly<{
  sessions: number
  numbers: Span
  moments: Span
  sum: Sum
  pieces: readonly Readonly<{ part: WrittenPart; ranges: readonly Range[] }>[]
}>

type Run = {
  sessions: number
  numbers: Span
  moments: Span
  sum: Sum
  at: Readonly<{ part: WrittenPart; range: Range }>[]
}

const emptyRun = (): Run => ({ sessions: 0, numbers: null, moments: null, sum: noSum, at: [] })

/**
 * Which sessions stand on which page, known from what the parts remember alone. A session is never divided, so that one
 * larger than a page makes it as large as that takes. At least one page.
 */
export async function planPages(
  parts: readonly WrittenPart[],
  { sessionsMax, bytesMax }: PageLimits,
): Promise<PlannedPage[]> {
  const pages: Run[] = []
  for await (const run of readRuns(parts)) {
    const last = pages.at(-1)
    const fits =
      last !== undefined &&
      last.sessions + run.sessions <= sessionsMax &&
      last.sum.rawBytes + run.sum.rawBytes <= bytesMax
    if (fits) pages[pages.length - 1] = joined(last, run)
    else pages.push(run)
  }
  return (pages.length === 0 ? [emptyRun()] : pages).map(({ at, ...page }) => ({
    ...page,
    pieces: piecesOf(at),
  }))
}

/** Stretches that stay together: from one that opens with a session to before the next that does. */
async function* readRuns(parts: readonly WrittenPart[]): AsyncGenerator<Run> {
  let run: Run | null = null
  for (const part of parts) {
    let from = 0
    const { stretches } = partDetails.parse(await part.details())
    for (const { opens, packedBytes, rawBytes, crc, ...told } of stretches) {
      const to = from + packedBytes
      const sum = { packedBytes, rawBytes, crc }
      const next: Run = { ...told, sum, at: [{ part, range: { from, to } }] }
      if (opens && run !== null) yield run
      run = opens || run === null ? next : joined(run, next)
      from = to
    }
  }
  if (run !== null) yield run
}

const joined = (first: Run, second: Run): Run => {
  first.at.push(...second.at)
  return {
    sessions: first.sessions + second.sessions,
    numbers: widened(first.numbers, second.numbers),
    moments: widened(first.moments, second.moments),
    sum: addSums(first.sum, second.sum),
    at: first.at,
  }
}

/** A span over two; null is none. */
export function widened(a: Span, b: Span): [number, number] | null {
  const [first, second] = [a ?? b, b ?? a]
  if (first === null || second === null) return null
  return [Math.min(first[0], second[0]), Math.max(first[1], second[1])]
}

function piecesOf(at: Run['at']): PlannedPage['pieces'] {
  const pieces: { part: WrittenPart; ranges: Range[] }[] = []
  for (const { part, range } of at) {
    const last = pieces.at(-1)
    if (last?.part === part) last.ranges.push(range)
    else pieces.push({ part, ranges: [range] })
  }
  return pieces
}
