import { clientsOf, type Db, internalsOf } from './database.ts'

/** Connections of a database's pool, and callers that wait for one. */
export type PoolState = Readonly<{ inUse: number; idle: number; waiting: number }>

/** How the pool stands now. */
export function poolState(db: Db): PoolState {
  const { totalCount, idleCount, waitingCount } = internalsOf(db).parts.pool
  return { inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
}

/**
 * Breaks every connection of the pool, so that whoever waits on one is told now that the database is unavailable. For
 * a link that swallows everything: left alone, it would hold them for minutes.
 */
export function cutConnections(db: Db): void {
  for (const client of clientsOf(internalsOf(db).parts.pool)) client.connection.stream.destroy()
}
