import { type Connection, openListener } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import type { Bus } from './bus.ts'
import { createBusOver } from './bus-over-wire.ts'

// PostgreSQL refuses a payload of 8,000 bytes.
const payloadBytesMax = 7_900

/**
 * The bus of every installation that asks for no other: NOTIFY on the database there is anyway, from one connection of
 * its own. Never inside a transaction that writes: its lock would put all commits in a row.
 */
export function createPostgresBus(connection: Connection, log: Log): Promise<Bus> {
  return createBusOver(
    async (hear) => {
      const listener = await openListener(connection, { channel: 'rapport_signals', hear, log })
      return { isConnected: listener.isConnected, send: listener.notify, close: listener.close }
    },
    { log, payloadBytesMax },
  )
}
