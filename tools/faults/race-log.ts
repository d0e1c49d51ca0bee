import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startDurableDatabase } from '../../packages/server/src/platform/db/testing/durable-database.ts'
import { holdTransactions } from '../../packages/server/src/platform/db/testing/hold-transactions.ts'
import { openFeedRace } from '../../packages/server/src/sessions/testing/feed-race.ts'
import type { Reading } from '../../packages/server/src/sessions/testing/reading.ts'
import { openFolder } from './ground.ts'
import { until } from './load.ts'
import { createRandom } from './random.ts'
import { judge, type Verdict } from './verdict.ts'

/** How much is written, and how long at least the two foreign transactions stay open. */
export type RacePlan = Readonly<{ seed: number; writers: number; events: number; openMs: number }>

const stallMsMax = 500

/**
 * FAULT-14: writers hold their transactions open between the session's lock and the recording, so that commits come in
 * another order than they began, while other transactions stay open in our database and in another of the same server.
 * Two readers tail the feed, one of them without any hint. Neither skips, doubles, turns around or waits.
 */
export async function raceLog(plan: RacePlan): Promise<Verdict> {
  const { folder, close } = await openFolder()
  const database = await startDurableDatabase(join(folder, 'database'))
  try {
    const race = await openFeedRace(database.connection, plan.writers)
    const held = await holdTransactions(database.connection)
    const isOverdue = sleep(plan.openMs)
    await race.run(plan.events, (writer) => createRandom(plan.seed + writer))
    await until(() => race.readings.every(({ seen }) => seen() >= plan.events), 5_000)
    await isOverdue
    const openFor = await held.close()
    // A double would come after its first: one more poll must bring nothing.
    await sleep(400)
    const slowestMs = Math.ceil(await race.close())
    return verdict(plan, race.readings, { openFor, slowestMs })
  } finally {
    await database.stop()
    await close()
  }
}

type Circumstances = Readonly<{ openFor: readonly number[]; slowestMs: number }>

function verdict(
  plan: RacePlan,
  readings: readonly Reading[],
  { openFor, slowestMs }: Circumstances,
): Verdict {
  // Whoever polls may have to wait for the read under way and for the next one: each as slow as the machine makes it.
  const atMost = stallMsMax + 2 * slowestMs
  const worst = (figure: (reading: Reading) => number) => Math.max(...readings.map(figure))
  return judge('FAULT-14', {
    figures: [
      { name: 'written', value: readings[0]?.written() ?? 0, want: plan.events },
      { name: 'seen', value: Math.min(...readings.map(({ seen }) => seen())), want: plan.events },
      { name: 'skipped', value: worst(({ skipped }) => skipped()), want: 0 },
      { name: 'dup', value: worst(({ doubled }) => doubled()), want: 0 },
      { name: 'per_session_inversions', value: worst(({ inversions }) => inversions()), want: 0 },
      { name: 'stall_p100_ms', value: Math.ceil(worst(({ stallMs }) => stallMs())), want: { atMost } },
      { name: 'bare_question_p100_ms', value: slowestMs },
      { name: 'open_transactions', value: openFor.filter((ms) => ms >= plan.openMs).length, want: 2 },
    ],
    complaints: [],
    seed: plan.seed,
  })
}
