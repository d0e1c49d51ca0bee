import { silentLog } from '../database-log.ts'
import {
  findRunningPostgres,
  type SocketConnection,
  startEmbeddedPostgres,
} from '../embedded/start-embedded-postgres.ts'

/** A PostgreSQL apart from the product, for runs that kill the product; `url` is its address as `DATABASE_URL`. */
export type DurableDatabase = Readonly<{
  connection: SocketConnection
  url: string
  stop: () => Promise<void>
}>

/** Starts one on a folder, as durable as people have it: what a commit promised must outlive the faults. */
export async function startDurableDatabase(dataDir: string): Promise<DurableDatabase> {
  const { connection, stop } = await startEmbeddedPostgres({ dataDir, log: silentLog })
  return { connection, url: addressOf(connection), stop }
}

/** The way into the PostgreSQL that a running product brought along. */
export async function findDatabaseOf(dataDir: string): Promise<SocketConnection> {
  const connection = await findRunningPostgres(dataDir)
  if (connection === undefined) throw new Error(`No database runs on ${dataDir}`)
  return connection
}

/** A connection as `DATABASE_URL` has it. The host is a folder, so it and the secrets stand as parameters. */
export function addressOf({ host, port, user, password, database }: SocketConnection): string {
  const parameters = new URLSearchParams({ host, port: String(port), user, password })
  return `postgres://localhost/${database}?${parameters}`
}
