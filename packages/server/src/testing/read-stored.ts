import type { Connection } from '../platform/db/index.ts'
import { withClient } from '../platform/db/testing/start-test-server.ts'

/** A message as a place holds it: which session, which version there, and its words. */
export type Line = Readonly<{ session: string; version: number; text: string }>

/** What the database holds in the end. `holes` counts places that are missing or doubled in any order we promise. */
export type Stored = Readonly<{ lines: readonly Line[]; holes: number }>

/** Reads every contact's message of a workspace, and checks the log: versions, offsets and heads without a gap. */
export function readStored(connection: Connection, workspaceId: string): Promise<Stored> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<Line>(
      `select session_id as session, version, text from messages
        where workspace_id = $1 and author ->> 'kind' = 'contact' order by session_id, version`,
      [workspaceId],
    )
    const holes = await client.query<{ holes: number }>(
      `with placed as (
         select stream, feed_offset, version,
           row_number() over (partition by session_id order by version) as nth,
           row_number() over (partition by stream order by feed_offset) as place
         from session_events where workspace_id = $1)
       select (select count(*) from placed where version <> nth or feed_offset <> place)
            + (select count(*) from stream_heads h where workspace_id = $1
                and last_offset <> coalesce((select max(feed_offset) from placed p where p.stream = h.stream), 0))
            + (select count(*) from sessions s where workspace_id = $1
                and (version <> (select count(*) from session_events e
                                  where e.workspace_id = $1 and e.session_id = s.session_id)
                  or message_count <> (select count(*) from messages m
                                        where m.workspace_id = $1 and m.session_id = s.session_id))) as holes`,
      [workspaceId],
    )
    return { lines: rows, holes: holes.rows[0]?.holes ?? Number.NaN }
  })
}
