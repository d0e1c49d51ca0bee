import type { Instant } from '@rapport/domain'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** A turn of recurring work: which of its moments, and until when whoever takes it is believed alive. */
export type Turn = Readonly<{ name: string; tick: Instant; now: Instant; busyUntil: Instant }>

/** Takes a turn; false when it was taken, or an earlier one still runs. The row's key makes one node the taker. */
export async function takeTurn(db: Db, { name, tick, now, busyUntil }: Turn): Promise<boolean> {
  const { rows } = await sql`
    /* all workspaces: the server's own work */ insert into schedules (name, taken_for, busy_until)
    values (${name}, ${new Date(tick)}, ${new Date(busyUntil)})
    on conflict (name) do update set taken_for = excluded.taken_for, busy_until = excluded.busy_until
      where schedules.taken_for < excluded.taken_for
        and (schedules.busy_until is null or schedules.busy_until <= ${new Date(now)})
    returning name`.execute(db)
  return rows.length > 0
}

/** Says that a turn is over, so that the next may begin. */
export async function endTurn(db: Db, { name, tick }: Pick<Turn, 'name' | 'tick'>): Promise<void> {
  await sql`/* all workspaces: the server's own work */ update schedules set busy_until = null where name = ${name} and taken_for = ${new Date(tick)}`.execute(
    db,
  )
}
