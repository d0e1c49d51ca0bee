/** Counts what an attack tried and what came of it; `line` is what a run prints. */
export type AttackTally = Readonly<{
  safe(): void
  /** Something an attack must not reach: kept in words, so that a failure says what happened. */
  unsafe(what: string): void
  tried(): number
  failures(): readonly string[]
  /** Prints `ATK-## name tried=N safe=N unsafe=0` with more figures behind it. */
  print(more?: Readonly<Record<string, number>>): void
}>

/** A tally for one attack, by its number and name. */
export function createTally(id: string, name: string): AttackTally {
  const failures: string[] = []
  let safe = 0
  return {
    safe() {
      safe += 1
    },
    unsafe: (what) => void failures.push(what),
    tried: () => safe + failures.length,
    failures: () => failures,
    print(more = {}) {
      const figures = { tried: safe + failures.length, safe, unsafe: failures.length, ...more }
      const shown = Object.entries(figures).map(([key, value]) => `${key}=${value}`)
      process.stdout.write(`${id} ${name} ${shown.join(' ')}\n`)
    },
  }
}
