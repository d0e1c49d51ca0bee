import type { WebhookId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'

/** How far a webhook has been told of a stream, and how far the stream has come. */
export type Place = Readonly<{ stream: number; offset: number; head: number }>

/** A webhook's places beside the heads they follow. Both by primary key; ask under the webhook's lock. */
export async function listPlaces(tx: Tx, { workspaceId }: Scope, id: WebhookId): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select p.stream, p.last_offset as "offset", h.last_offset as head
      from webhook_places p
      join stream_heads h on h.workspace_id = p.workspace_id and h.stream = p.stream
     where p.workspace_id = ${workspaceId} and p.webhook_id = ${id}`.execute(tx)
  return rows
}

/** The statement that moves places, not yet executed: it goes with the deliveries that were made of what was read. */
export function movePlaces(
  { workspaceId }: Scope,
  id: WebhookId,
  moved: ReadonlyMap<number, number>,
): RawBuilder<unknown> {
  return sql`
    update webhook_places p set last_offset = moved.last_offset
      from unnest(${[...moved.keys()]}::smallint[], ${[...moved.values()]}::bigint[]) as moved (stream, last_offset)
     where p.workspace_id = ${workspaceId} and p.webhook_id = ${id} and p.stream = moved.stream`
}
