import type { SingleClient } from '../platform/db/index.ts'

/** A sealed value and the row it stands in. */
export type SealedValue = Readonly<{ workspaceId: string; ids: readonly string[]; sealed: Buffer }>

/** Every sealed value of a column. There are few: one for an inbox, one for a webhook. */
export async function listSealed(
  client: SingleClient,
  { table, column, ids }: Readonly<{ table: string; column: string; ids: readonly string[] }>,
): Promise<SealedValue[]> {
  const { rows } = await client.query<SealedValue>(
    `/* all workspaces: the key is the installation's */
     select workspace_id as "workspaceId", array[${ids.map((id) => `${id}::text`).join(', ')}] as ids,
            ${column} as sealed
       from ${table} where ${column} is not null order by 1, 2`,
  )
  return rows
}
