import { join } from 'node:path'
import { openEventShuffle } from '../../packages/server/src/channels/testing/shuffle-events.ts'
import { startDurableDatabase } from '../../packages/server/src/platform/db/testing/durable-database.ts'
import { openFolder } from './ground.ts'
import { createRandom } from './random.ts'
import { judge, type Verdict } from './verdict.ts'

/** How many orders are tried, and how many talks are told at once. */
export type ReorderPlan = Readonly<{ seed: number; permutations: number; atOnce: number }>

/**
 * FAULT-7: one talk's events (messages, edits, a deletion, reactions, receipts, the session's end, our own reply on its
 * way out) in orders of chance, some twice, some at once. Whatever the order, what people see in the end is what they see
 * when everything comes in order.
 */
export async function reorderEvents(plan: ReorderPlan): Promise<Verdict> {
  const { folder, close } = await openFolder()
  const database = await startDurableDatabase(join(folder, 'database'))
  try {
    const shuffle = await openEventShuffle(database.connection)
    const expected = await shuffle.inOrder()
    const complaints: string[] = []
    let told = 0
    let mismatches = 0
    async function tellSome(): Promise<void> {
      while (told < plan.permutations) {
        told += 1
        const seed = plan.seed + told
        const state = await shuffle.shuffled(createRandom(seed))
        if (state === expected) continue
        mismatches += 1
        if (complaints.length < 3) complaints.push(`order ${seed} led to ${state}, not to ${expected}`)
      }
    }
    await Promise.all(Array.from({ length: plan.atOnce }, tellSome))
    await shuffle.close()
    return judge('FAULT-7', {
      figures: [
        { name: 'permutations', value: told, want: plan.permutations },
        { name: 'state_hash_mismatches', value: mismatches, want: 0 },
      ],
      complaints,
      seed: plan.seed,
    })
  } finally {
    await database.stop()
    await close()
  }
}
