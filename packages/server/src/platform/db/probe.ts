import { Client } from 'pg'
import { type Held, keepConnected } from '../keep-connected.ts'
import { type Connection, clientConfig } from './connection.ts'
import type { DatabaseLog } from './database-log.ts'

/** What a probe needs. Times in milliseconds. */
export type ProbeOptions = Readonly<{
  log: DatabaseLog
  everyMs?: number
  /** How long one answer may take. */
  answerMs?: number
  /** How long the database may stay silent before it counts as lost: short enough to move, long enough for a restart. */
  patienceMs?: number
  /** Told once each time the database is lost, and each time it is back. */
  onChange?(isAnswering: boolean): void
}>

/** Whether the database answers, asked over and over on a connection of its own. */
export type DatabaseProbe = Readonly<{
  isAnswering(): boolean
  /** The number of the last migration that the database has; null before it was first asked. */
  migration(): number | null
  stop(): Promise<void>
}>

/**
 * Asks the database for a sign of life as long as it runs. A connection of its own, so that neither a full pool looks
 * like a lost database, nor a link that swallows everything like a slow one. Begins by believing that it answers.
 */
export async function startDatabaseProbe(
  connection: Connection,
  options: ProbeOptions,
): Promise<DatabaseProbe> {
  const { log, everyMs = 500, answerMs = 1_500, patienceMs = 3_000, onChange } = options
  const kept = await keepConnected(() => connect(connection, answerMs), { name: 'probe', log })
  let answeredAt = performance.now()
  let migration: number | null = null
  let isAnswering = true
  let isAsking = false

  async function ask(): Promise<void> {
    const client = kept.current()
    if (client === null) return
    try {
      const { rows } = await client.query<{ number: number }>(
        'select coalesce(max(number), 0) as number from schema_migrations',
      )
      migration = rows[0]?.number ?? 0
      answeredAt = performance.now()
    } catch {
      kept.cut() // what is wrong shows in the next try to connect, which says so
    }
  }

  function look(): void {
    if (!isAsking) {
      isAsking = true
      void ask().finally(() => {
        isAsking = false
      })
    }
    const isNow = performance.now() - answeredAt < patienceMs
    if (isNow === isAnswering) return
    isAnswering = isNow
    log[isNow ? 'info' : 'error']({}, isNow ? 'The database answers again' : 'The database does not answer')
    onChange?.(isNow)
  }

  const timer = setInterval(look, everyMs)
  look()
  return {
    isAnswering: () => isAnswering,
    migration: () => migration,
    async stop() {
      clearInterval(timer)
      await kept.close()
    },
  }
}

async function connect(connection: Connection, answerMs: number): Promise<Held<Client>> {
  const client = new Client({
    ...clientConfig(connection, { applicationName: 'rapport probe' }),
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  })
  const cut = () => client.connection.stream.destroy()
  client.on('error', () => undefined) // followed by its end
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  try {
    await client.connect()
  } catch (error) {
    cut()
    throw error
  }
  return { connection: client, ended, cut }
}
