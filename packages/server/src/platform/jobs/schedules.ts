import { type Instant, instant } from '@rapport/domain'
import { Cron } from 'croner'
import type { Db } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { endTurn, takeTurn } from './schedules-queries.ts'

/** Recurring work. `cron` is in UTC; `run` does a bounded piece in small steps and is harmless when cut short. */
export type Schedule = Readonly<{ name: string; cron: string; run(): Promise<void> }>

type Setting = Readonly<{ db: Db; now(): Instant; log: Pick<Log, 'warn' | 'error'> }>

const busyMs = 15 * 60_000
const napMsMax = 60_000

/**
 * Runs each schedule at its times on one node at a time: the nodes race for a row per turn. A turn missed while no
 * node ran is not made up for; the next does the work of both. `stop` waits for what is under way.
 */
export function startSchedules(setting: Setting, schedules: readonly Schedule[]): { stop(): Promise<void> } {
  const started = schedules.map((schedule) => startOne(setting, schedule))
  return {
    async stop() {
      await Promise.all(started.map((stop) => stop()))
    },
  }
}

function startOne({ db, now, log }: Setting, { name, cron, run }: Schedule): () => Promise<void> {
  const times = new Cron(cron, { paused: true, timezone: 'UTC' })
  let tick = nextTick()
  let turn = Promise.resolve()
  let timer = setTimeout(look, 0)

  function nextTick(): Instant {
    const next = times.nextRun(new Date(now()))
    return instant(next ? next.getTime() : Number.MAX_SAFE_INTEGER)
  }

  function look(): void {
    if (now() >= tick) {
      const taken = takeAndRun(tick).catch((error: unknown) =>
        log.error({ schedule: name, err: error }, 'Recurring work failed'),
      )
      // A turn that comes while one still runs is over at once, and must not be all that `stop` waits for.
      turn = Promise.all([turn, taken]).then(() => undefined)
      tick = nextTick()
    }
    // Short naps, because a timer neither reaches beyond 24 days nor hears of a clock that was set.
    timer = setTimeout(look, Math.min(napMsMax, Math.max(1, tick - now())))
  }

  async function takeAndRun(taken: Instant): Promise<void> {
    if (!(await takeTurn(db, { name, tick: taken, now: now(), busyUntil: instant(now() + busyMs) }))) return
    try {
      await run()
    } finally {
      await endTurn(db, { name, tick: taken })
    }
  }

  return async () => {
    clearTimeout(timer)
    await turn
  }
}
