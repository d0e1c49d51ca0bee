/** Why a node should be sent no requests now. */
export type NotReady = 'database' | 'migrations' | 'stopping'

/** Whether this node should be sent requests: no reasons, or each that speaks against it. */
export type Readiness = Readonly<{
  reasons(): readonly NotReady[]
  /** From here on never ready again. */
  beginStop(): void
}>

type ReadinessParts = Readonly<{
  probe: Readonly<{ isAnswering(): boolean; migration(): number | null }>
  /** The migration this code was written for. A later one is an upgrade under way, beside which it works on. */
  migrationWanted: number
}>

/** Puts together what is known: nothing here asks or waits, so that a proxy gets its answer also in the worst moment. */
export function createReadiness({ probe, migrationWanted }: ReadinessParts): Readiness {
  let isStopping = false
  return {
    reasons() {
      const migration = probe.migration()
      const isBehind = migration !== null && migration < migrationWanted
      return [
        ...(probe.isAnswering() ? [] : (['database'] as const)),
        ...(isBehind ? (['migrations'] as const) : []),
        ...(isStopping ? (['stopping'] as const) : []),
      ]
    },
    beginStop() {
      isStopping = true
    },
  }
}
