import { Client } from 'pg'
import { findRunningPostgres } from '../../packages/server/src/platform/db/index.ts'
import type { Product } from './run-product.ts'

/**
 * Keeps exports from writing their next part until it is let go: a small desk's files are ready sooner than anybody could
 * look at one being made. Answers what lets go.
 */
export async function holdExports({ dataDir }: Product): Promise<() => Promise<void>> {
  const connection = await findRunningPostgres(dataDir)
  if (!connection) throw new Error('The product runs no database of its own')
  const client = new Client(connection)
  await client.connect()
  await client.query('begin')
  await client.query('lock table export_parts in share mode')
  return () => client.end()
}
