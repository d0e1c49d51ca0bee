import { setTimeout as sleep } from 'node:timers/promises'
import { killPostmaster } from '../../packages/server/src/platform/db/testing/kill-postmaster.ts'
import { openGround } from './ground.ts'
import { type Crowd, type LoadPlan, runLoad, until } from './load.ts'
import { judge, type Verdict } from './verdict.ts'
import type { Visitor } from './visitor.ts'

/**
 * FAULT-2: the database that comes along is killed under load. The product lives on, brings it back, and every visitor
 * who had something to say is answered again within seconds.
 */
export async function killDatabase(plan: LoadPlan): Promise<Verdict> {
  const ground = await openGround('own')
  const recoveries: number[] = []
  try {
    const load = await runLoad(ground, plan, async (crowd) => {
      const recovery = recover(crowd)
      const isKilled = await killPostmaster(ground.dataDir)
      recoveries.push(await recovery)
      return isKilled
    })
    return judge('FAULT-2', {
      figures: [
        { name: 'db_kills', value: load.faults, want: plan.faults },
        { name: 'sent', value: load.sent, want: plan.messages },
        { name: 'acked', value: load.acked, want: plan.messages },
        { name: 'stored', value: load.stored, want: plan.messages },
        { name: 'seen', value: load.seen, want: plan.messages },
        { name: 'lost', value: load.bad.lost, want: 0 },
        { name: 'dup', value: load.bad.dup, want: 0 },
        { name: 'order_breaks', value: load.bad.orderBreaks, want: 0 },
        { name: 'process_exits', value: ground.app.exits(), want: 0 },
        { name: 'recover_p100_s', value: Math.max(...recoveries), want: { atMost: 10 } },
      ],
      complaints: load.complaints,
      seed: plan.seed,
    })
  } finally {
    await ground.close()
  }
}

const recoverMs = 60_000

/** Seconds until everybody who waited for an answer at the kill, or began to within its first moment, has one. */
async function recover(crowd: Crowd): Promise<number> {
  const from = performance.now()
  await sleep(20) // answers that were on their way before the kill
  const waiting = new Set<Visitor>(
    crowd.visitors.filter((visitor) => visitor.acked() < visitor.written.length),
  )
  const stop = crowd.onAck((visitor) => waiting.delete(visitor))
  await until(() => waiting.size === 0, recoverMs)
  stop()
  return (performance.now() - from) / 1_000
}
