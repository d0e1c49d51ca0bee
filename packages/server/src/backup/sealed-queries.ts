import type { SingleClient } from '../platform/db/index.ts'

/** Where sealed values are. */
export type SealedColumn = Readonly<{ table: string; column: string; id: string }>

/** Every sealed value of a column. There are few: one for an inbox, one for a webhook. */
export async function listSealed(
  client: SingleClient,
  { table, column, id }: SealedColumn,
): Promise<{ workspaceId: string; id: string; sealed: Buffer }[]> {
  const { rows } = await client.query<{ workspaceId: string; id: string; sealed: Buffer }>(
    `/* all workspaces: the key is the installation's */
     select workspace_id as "workspaceId", ${id} as id, ${column} as sealed from ${table}
      where ${column} is not null order by 1, 2`,
  )
  return rows
}
