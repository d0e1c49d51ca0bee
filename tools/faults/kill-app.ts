import { openGround } from './ground.ts'
import { type LoadPlan, runLoad } from './load.ts'
import { judge, type Verdict } from './verdict.ts'

/**
 * FAULT-1: the product is killed at random moments under load. What it acknowledged is stored once, what it did not is
 * sent again, and an agent who resumes by position misses nothing and is handed nothing twice. With its `own` database
 * the kill takes both down, as the death of a whole machine would.
 */
export async function killApp(database: 'apart' | 'own', plan: LoadPlan): Promise<Verdict> {
  const ground = await openGround(database)
  try {
    const { sent, acked, faults, stored, seen, bad, complaints } = await runLoad(ground, plan, () =>
      ground.app.kill(),
    )
    const exits = ground.app.exits()
    return judge(database === 'apart' ? 'FAULT-1' : 'FAULT-1-with-database', {
      figures: [
        { name: 'sent', value: sent, want: plan.messages },
        { name: 'acked', value: acked, want: plan.messages },
        { name: 'kills', value: faults, want: plan.faults },
        { name: 'stored', value: stored, want: plan.messages },
        { name: 'seen', value: seen, want: plan.messages },
        { name: 'lost', value: bad.lost, want: 0 },
        { name: 'dup', value: bad.dup, want: 0 },
        { name: 'order_breaks', value: bad.orderBreaks, want: 0 },
      ],
      complaints: [...complaints, ...(exits === 0 ? [] : [`The product ended by itself ${exits} times`])],
      seed: plan.seed,
    })
  } finally {
    await ground.close()
  }
}
