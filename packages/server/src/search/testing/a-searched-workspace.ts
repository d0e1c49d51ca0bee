import { randomUUIDv7 } from 'node:crypto'
import { type SearchHit, searchEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact, type InboxId } from '@rapport/domain'
import type { AgentContext, Context } from '../../platform/context.ts'
import type { Db } from '../../platform/db/index.ts'
import { beginEverywhere, type Ingested, ingestMessage, readOnward } from '../../sessions/index.ts'
import { aWorkspace, type TestWorkspace } from '../../testing/a-workspace.ts'
import { callRoute } from '../../testing/call-route.ts'
import { searchReading } from '../index-messages.ts'
import type { FoundPage, SearchRequest } from '../search-messages.ts'
import { searchRoutes } from '../search-routes.ts'

/** What a contact says, and where; the same `thread` goes on with the same conversation. */
export type Said = Readonly<{ thread?: string; inboxId?: InboxId; name?: string }>

/** A workspace whose messages are searched. */
export type SearchedWorkspace = Readonly<{
  workspace: TestWorkspace
  /** The system, for what sessions do. */
  ctx: Context
  owner: AgentContext
  say(text: string, said?: Said): Promise<Ingested>
  /** Brings the index up to date. */
  index(): Promise<void>
  search(asked: Partial<SearchRequest> & Readonly<{ q: string }>, by?: AgentContext): Promise<FoundPage>
}>

/** The marked snippet of a hit, as one text. */
export const textOf = ({ snippet }: SearchHit): string =>
  snippet.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')

/** Brings the index of a workspace up to date, as a node would. */
export async function indexAll({
  platform,
  scope,
}: Pick<TestWorkspace, 'platform' | 'scope'>): Promise<void> {
  await beginEverywhere(platform.db, 'search')
  while (await readOnward(platform, scope.workspaceId, searchReading));
}

/** Makes a workspace with an empty index. */
export async function aSearchedWorkspace(db: Db): Promise<SearchedWorkspace> {
  const workspace = await aWorkspace(db)
  const ctx: Context = { ...workspace.platform, scope: workspace.scope, actor: { kind: 'system' } }
  const owner = await workspace.ownerContext()
  return {
    workspace,
    ctx,
    owner,
    say: (text, said = {}) => sayTo(ctx, workspace, text, said),
    index: () => indexAll(workspace),
    search: (asked, by = owner) => callRoute(searchRoutes, searchEndpoints.messages, { ctx: by }, asked),
  }
}

async function sayTo(
  ctx: Context,
  { inbox }: TestWorkspace,
  text: string,
  { thread = 'visitor', inboxId = inbox.id, name }: Said,
): Promise<Ingested> {
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: thread, verified: false, name: name ?? null, email: null, locale: null }
  const arrival = { inboxId, startsIn: { as: 'unassigned', teamId: null } as const }
  const said = { key: randomUUIDv7(), thread, contactId, person, text, fileIds: [], clientId: null }
  const ingested = await ingestMessage({ ...ctx, actor: contact(contactId) }, arrival, said)
  return ingested
}
