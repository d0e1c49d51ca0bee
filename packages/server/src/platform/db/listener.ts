import { Client } from 'pg'
import { type Held, keepConnected } from '../keep-connected.ts'
import { type Connection, clientConfig } from './connection.ts'
import type { DatabaseLog } from './database-log.ts'

/** What a listener needs. Times in milliseconds. */
export type ListenerOptions = Readonly<{
  /** A word of ours: it stands in a statement as it is. */
  channel: string
  hear(payload: string): void
  log: DatabaseLog
  /** How long an answer may take before the way counts as lost, as on a link that swallows everything. */
  answerMs?: number
  /** How often a connection is asked whether it is still there. */
  pingMs?: number
}>

/** One connection that says and hears. `notify` rejects when what was said may not have arrived. */
export type Listener = Readonly<{
  isConnected(): boolean
  notify(payloads: readonly string[]): Promise<void>
  close(): Promise<void>
}>

/**
 * Listens on a channel of the database and notifies on it, over one connection of its own that comes back by itself.
 * What is said while it is away is lost: this carries hints.
 */
export async function openListener(connection: Connection, options: ListenerOptions): Promise<Listener> {
  const { channel, log } = options
  const kept = await keepConnected(() => connect(connection, options), { name: 'listener', log })
  return {
    isConnected: () => kept.current() !== null,
    async notify(payloads) {
      const client = kept.current()
      if (client === null) throw new Error('The connection that listens is away')
      try {
        await client.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [
          channel,
          payloads,
        ])
      } catch (error) {
        kept.cut()
        throw error
      }
    },
    close: kept.close,
  }
}

async function connect(
  connection: Connection,
  { channel, hear, answerMs = 1_000, pingMs = 2_000 }: ListenerOptions,
): Promise<Held<Client>> {
  const client = new Client({
    ...clientConfig(connection, { applicationName: 'rapport bus' }),
    connectionTimeoutMillis: 2_000,
    query_timeout: answerMs,
  })
  // A dead link would not carry a farewell.
  const cut = () => client.connection.stream.destroy()
  client.on('error', () => undefined) // followed by its end
  client.on('notification', ({ payload }) => {
    if (payload !== undefined) hear(payload)
  })
  const ended = new Promise<void>((resolve) => client.once('end', resolve))
  try {
    await client.connect()
    // A hint that a crash takes with it is a poll later: it must not wait for the disk, where commits that count wait.
    await client.query('set synchronous_commit = off')
    await client.query(`listen ${channel}`)
  } catch (error) {
    cut()
    throw error
  }
  const ping = setInterval(() => {
    client.query('select 1').catch(cut)
  }, pingMs)
  return { connection: client, ended: ended.finally(() => clearInterval(ping)), cut }
}
