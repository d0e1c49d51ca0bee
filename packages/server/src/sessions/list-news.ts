import type { ServerFrame, SessionRow } from '@rapport/contract'
import { type AgentId, type Audience, type SessionId, sessionFor, type WorkspaceId } from '@rapport/domain'
import { type Platform, type Scope, scopeOf } from '../platform/context.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { activeSince, countsOf, type Tally, tally } from './list-counts.ts'
import { listSessionsById } from './named-rows-queries.ts'
import { paced } from './paced.ts'
import { presentRow } from './present-row.ts'

/** Somebody who watches lists. */
export type ListReader = Readonly<{
  id: string
  agentId: AgentId | null
  audience: Audience
  scope(): Scope
  send(frame: string): void
}>

/** Rows and counts for whoever watches a workspace's lists. */
export type ListNews = Readonly<{
  add(reader: ListReader): void
  remove(reader: ListReader): void
  /** Says that these sessions' rows have changed. */
  mark(ids: readonly SessionId[]): void
  stop(): void
}>

// Together they bound what lists cost, however much is written: ten readings of rows and one count a second.
const rowsEveryMs = 100
const countsEveryMs = 1_000

/** Gathers changes and sends each reader the rows they may see, at most ten times a second; counts once a second. */
export function createListNews(platform: Platform, workspaceId: WorkspaceId): ListNews {
  const readers = new Map<string, ListReader>()
  const changed = new Set<SessionId>()
  const failed = (error: unknown) =>
    platform.log.warn({ error: String(error), workspaceId }, 'List news failed')
  const rows = paced(rowsEveryMs, sendRows, failed)
  const counts = paced(countsEveryMs, sendCounts, failed)

  async function sendRows(): Promise<void> {
    const ids = [...changed]
    changed.clear()
    if (ids.length === 0 || readers.size === 0) return
    const found = await readRows(ids)
    sendGone(ids, found)
    for (const reader of readers.values()) {
      const { inboxes } = reader.scope()
      const visible = inboxes === 'all' ? found : found.filter((row) => inboxes.includes(row.session.inboxId))
      if (visible.length > 0) send(reader, { type: 'rows', rows: rowsFor(reader.audience, visible) })
    }
    counts.want()
  }

  /** What cannot be read now stays marked: lists would lack it until somebody loads them again. */
  async function readRows(ids: readonly SessionId[]): Promise<SessionRow[]> {
    try {
      return (await listSessionsById(platform.db, scopeOf(workspaceId), ids)).map((row) =>
        presentRow(row, 'supervisor'),
      )
    } catch (error) {
      for (const id of ids) changed.add(id)
      throw error
    }
  }

  /** Of what was marked and is not there any more, everybody is told: its id says nothing to who never saw it. */
  function sendGone(marked: readonly SessionId[], found: readonly SessionRow[]): void {
    const there = new Set(found.map(({ session }) => session.id))
    const sessionIds = marked.filter((id) => !there.has(id))
    if (sessionIds.length === 0) return
    for (const reader of readers.values()) send(reader, { type: 'gone', sessionIds })
  }

  async function sendCounts(): Promise<void> {
    if (readers.size === 0) return
    const { settings } = await getWorkspace(platform.db, scopeOf(workspaceId))
    const since = activeSince(platform.now(), settings.historicalAfterDays)
    const tallies = new Map<string, Promise<Tally>>()
    for (const reader of readers.values()) {
      const scope = reader.scope()
      const key = scope.inboxes === 'all' ? 'all' : [...scope.inboxes].sort().join()
      const shared = tallies.get(key) ?? tally(platform, scope, since)
      tallies.set(key, shared)
      send(reader, { type: 'counts', counts: countsOf(await shared, reader.agentId ?? '') })
    }
  }

  const send = (reader: ListReader, frame: ServerFrame) => reader.send(JSON.stringify(frame))

  return {
    add(reader) {
      readers.set(reader.id, reader)
      counts.want()
    },
    remove(reader) {
      readers.delete(reader.id)
    },
    mark(ids) {
      if (readers.size === 0) return
      for (const id of ids) changed.add(id)
      rows.want()
    },
    stop() {
      // What is under way finds nobody to tell, and asks nothing more.
      readers.clear()
      rows.stop()
      counts.stop()
    },
  }
}

/** Rows that were read for everybody, as one audience may see them. */
const rowsFor = (audience: Audience, rows: readonly SessionRow[]): SessionRow[] =>
  rows.map((row) => ({ ...row, session: sessionFor(audience, row.session) }))
