import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/index.ts'

/** How slow the machine itself is at its worst; `stop` answers it in milliseconds. */
export type Pulse = Readonly<{ stop(): Promise<number> }>

const beatMs = 20

/**
 * Asks the database nothing, over and over: what the slowest of these takes beyond its pause is the machine's and not
 * the product's, so that a limit in milliseconds means the same on one that is busy with something else.
 */
export function startPulse(db: Db): Pulse {
  let isOver = false
  const beat = async (): Promise<number> => {
    let slowestMs = 0
    while (!isOver) {
      const from = performance.now()
      await sleep(beatMs)
      await sql`select 1`.execute(db)
      slowestMs = Math.max(slowestMs, performance.now() - from - beatMs)
    }
    return slowestMs
  }
  const beating = beat()
  return {
    stop() {
      isOver = true
      return beating
    },
  }
}
