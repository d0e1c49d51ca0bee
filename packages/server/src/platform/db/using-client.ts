import { Client } from 'pg'
import { type Connection, clientConfig, type TimeLimits } from './connection.ts'
import { explainUnreachable } from './explain-unreachable.ts'

/** A connection outside the pool, for what a pool cannot give: COPY, a long snapshot, the schema's lock. */
export type SingleClient = Client

type UsingOptions = Readonly<{ applicationName: string; limits?: TimeLimits }>

/**
 * Runs something on a connection of its own, which is closed afterwards whatever happened: a failure cuts it, as a COPY
 * that was broken off would otherwise be read to its end first. PostgreSQL then undoes what was not committed.
 */
export async function usingClient<T>(
  connection: Connection,
  { applicationName, limits = {} }: UsingOptions,
  fn: (client: SingleClient) => Promise<T>,
): Promise<T> {
  const client = new Client(clientConfig(connection, { applicationName, limits }))
  client.on('error', () => undefined) // the query under way rejects as well
  await client.connect().catch((error: unknown) => explainUnreachable(error, connection))
  try {
    const result = await fn(client)
    await client.end()
    return result
  } catch (error) {
    client.connection.stream.destroy()
    throw error
  }
}
