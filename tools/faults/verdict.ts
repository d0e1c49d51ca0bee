/** One number of a line. `want` is what it has to be; a figure without it is for orientation. */
export type Figure = Readonly<{ name: string; value: number; want?: number | Readonly<{ atMost: number }> }>

/** How a fault run ended: the line it prints, and every reason why it failed. */
export type Verdict = Readonly<{ line: string; failures: readonly string[] }>

/** What a run looked at, besides its figures: anything here fails it. */
export type Judged = Readonly<{ figures: readonly Figure[]; complaints: readonly string[]; seed: number }>

/**
 * Holds the figures to what they have to be. The number of injected faults is a figure like any other, so that a run
 * that injected fewer than it says is void, however good it looks.
 */
export function judge(id: string, { figures, complaints, seed }: Judged): Verdict {
  const shown = figures.map(
    ({ name, value }) => `${name}=${Number.isInteger(value) ? value : value.toFixed(1)}`,
  )
  const missed = figures.filter((figure) => !holds(figure)).map(complaintOf)
  return { line: [id, ...shown, `seed=${seed}`].join(' '), failures: [...missed, ...complaints] }
}

function holds({ value, want }: Figure): boolean {
  if (want === undefined) return true
  return typeof want === 'number' ? value === want : value <= want.atMost
}

function complaintOf({ name, value, want }: Figure): string {
  const bound = typeof want === 'object' ? `at most ${want.atMost}` : want
  return `${name} is ${value}, and has to be ${bound}`
}
