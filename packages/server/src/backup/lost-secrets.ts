import { openIfOurs, type Vault } from '../platform/crypto/index.ts'
import type { SingleClient } from '../platform/db/index.ts'
import { tableExists } from './restore-queries.ts'
import { listSealed } from './sealed-queries.ts'

/**
 * Every column that holds what the vault sealed, the place it is sealed for (followed there by its workspace and its
 * row's ids), and the words for it. A former secret stays sealed for the place it was made for.
 */
export const sealedColumns: readonly SealedColumn[] = [
  { column: 'inboxes.identity_secret', ids: ['inbox_id'], words: 'the identity secret of inbox' },
  { column: 'inbox_secrets.sealed', ids: ['inbox_id', 'secret_id'], words: 'a channel secret of inbox' },
  { column: 'webhooks.secret', ids: ['webhook_id'], words: 'the secret of webhook' },
  {
    column: 'webhooks.old_secret',
    place: 'webhooks.secret',
    ids: ['webhook_id'],
    words: 'the former secret of webhook',
  },
]

/** One of them; the first of `ids` names what its words speak of. */
type SealedColumn = Readonly<{
  column: `${string}.${string}`
  place?: string
  ids: readonly string[]
  words: string
}>

/** Names what this vault does not open: sealed under another key, and to be made anew. */
export async function listLostSecrets(client: SingleClient, vault: Vault): Promise<string[]> {
  const lost: string[] = []
  for (const { column, place = column, ids, words } of sealedColumns) {
    const [table = '', name = ''] = column.split('.')
    if (!(await tableExists(client, table))) continue
    for (const row of await listSealed(client, { table, column: name, ids })) {
      const opened = openIfOurs(vault, row.sealed, [place, row.workspaceId, ...row.ids].join(':'))
      if (opened === null) lost.push(`${words} ${row.ids[0]}`)
    }
  }
  return lost
}
