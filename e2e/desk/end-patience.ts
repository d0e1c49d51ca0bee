import { Client } from 'pg'
import { findRunningPostgres } from '../../packages/server/src/platform/db/index.ts'
import type { Product } from './run-product.ts'

/**
 * Brings what waits for webhooks to its last try, at once: nobody waits a day for a test. Everything else of the day is
 * the product's own, the verdict after that try included.
 */
export async function endPatience({ dataDir }: Product): Promise<void> {
  const connection = await findRunningPostgres(dataDir)
  if (!connection) throw new Error('The product runs no database of its own')
  const client = new Client(connection)
  await client.connect()
  try {
    await client.query(
      "update webhook_deliveries set attempts = 10, next_attempt_at = now() where state = 'waiting'",
    )
    await client.query("update jobs set run_at = now() where kind = 'webhooks:deliver'")
    await client.query('update webhooks set probe_at = now() where probe_at is not null')
  } finally {
    await client.end()
  }
}
