import type { Vault } from '../platform/crypto/index.ts'
import type { SingleClient } from '../platform/db/index.ts'
import { tableExists } from './restore-queries.ts'
import { listSealed } from './sealed-queries.ts'

/**
 * Every column that holds what the vault sealed, with the words for it. The place a value is sealed for is its column,
 * its workspace and its row.
 */
export const sealedColumns = [
  { table: 'inboxes', column: 'identity_secret', id: 'inbox_id', words: 'the identity secret of inbox' },
  { table: 'inbox_secrets', column: 'sealed', id: 'secret_id', words: 'the channel secret' },
  { table: 'webhooks', column: 'secret', id: 'webhook_id', words: 'the secret of webhook' },
  { table: 'webhooks', column: 'old_secret', id: 'webhook_id', words: 'the former secret of webhook' },
] as const

/** Names what this vault does not open: sealed under another key, and to be made anew. */
export async function listLostSecrets(client: SingleClient, vault: Vault): Promise<string[]> {
  const lost: string[] = []
  for (const column of sealedColumns) {
    if (!(await tableExists(client, column.table))) continue
    for (const { workspaceId, id, sealed } of await listSealed(client, column)) {
      const place = `${column.table}.${column.column}:${workspaceId}:${id}`
      if (!opens(vault, sealed, place)) lost.push(`${column.words} ${id}`)
    }
  }
  return lost
}

function opens(vault: Vault, sealed: Buffer, place: string): boolean {
  try {
    vault.open(sealed, place)
    return true
  } catch (error) {
    // What was sealed otherwise fails its authentication; there is no other way to ask.
    if (error instanceof Error) return false
    throw error
  }
}
