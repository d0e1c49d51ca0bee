import { randomUUIDv7 } from 'node:crypto'
import {
  type AgentId,
  asId,
  type ContactId,
  type ConversationId,
  type InboxId,
  type SessionId,
} from '@rapport/domain'
import { insertContacts, insertIdentities } from '../contacts/index.ts'
import type { Scope } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { insertConversations, writeHistory } from '../sessions/index.ts'
import { ensureTags } from '../tags/index.ts'
import { takeNumberBlock } from '../workspaces/index.ts'
import { labelKey } from './ensure-inboxes.ts'
import type { ImportLine } from './import-line.ts'
import type { ImportTarget } from './import-target.ts'
import {
  type Address,
  insertImported,
  listAddressees,
  listImported,
  lockImports,
  lockThreads,
  pointToLatest,
} from './imports-queries.ts'
import { tellImport } from './tell-import.ts'

/** A line understood, with its place in the file. */
export type NumberedLine = Readonly<{ number: number; line: ImportLine }>

type Ground = Readonly<{ inboxes: ReadonlyMap<string, InboxId>; importedAgentId: AgentId }>

/** Brings in a batch of lines in one transaction, and answers those that were not here before. */
export async function importBatch(
  { db, scope }: ImportTarget,
  batch: readonly NumberedLine[],
  ground: Ground,
): Promise<readonly NumberedLine[]> {
  // Before the transaction, where numbers are taken for good; ones that a repeat leaves unused are gaps.
  const firstNumber = await takeNumberBlock(db, scope, batch.length)
  return inTransaction(db, async (tx) => {
    await lockImports(tx, scope)
    const done = await listImported(
      tx,
      scope,
      batch.map(({ line }) => line.id),
    )
    const fresh = batch
      .filter(({ line }) => !done.has(line.id))
      .sort((a, b) => a.line.startedAt - b.line.startedAt)
    if (fresh.length === 0) return fresh
    const places = await placeLines(
      tx,
      scope,
      fresh.map(({ line }) => ({ line, ...addressOf(line, ground.inboxes) })),
    )
    const names = fresh.flatMap(({ line }) => line.tags ?? [])
    const tags = await ensureTags(tx, scope, { of: 'session', names })
    const histories = places.map(({ line, ...place }, i) =>
      tellImport(line, {
        ...place,
        ...scope,
        number: firstNumber + i,
        importedAgentId: ground.importedAgentId,
        tags,
      }),
    )
    await writeHistory(tx, scope, histories)
    await pointToLatest(tx, scope, [...new Set(places.map(({ conversationId }) => conversationId))])
    await insertImported(
      tx,
      scope,
      places.map(({ line, sessionId }) => ({ externalId: line.id, sessionId })),
    )
    return fresh
  })
}

/** Lines of one contact id are one contact's; a line that names none is a contact of its own. */
function addressOf(line: ImportLine, inboxes: Ground['inboxes']): Address {
  const inboxId = inboxes.get(labelKey(line.channel))
  if (inboxId === undefined) throw new Error(`No inbox was made for the channel ${line.channel}`)
  return { inboxId, externalId: line.contact.id ?? `import:${line.id}` }
}

type Addressed = Address & Readonly<{ line: ImportLine }>
type Placed = Addressed &
  Readonly<{ contactId: ContactId; conversationId: ConversationId; sessionId: SessionId }>

/** Finds or makes the contact and the conversation of each line. */
async function placeLines(tx: Tx, scope: Scope, lines: readonly Addressed[]): Promise<readonly Placed[]> {
  const contacts = new Map<string, ContactId>()
  for (const { contactId, ...address } of await listAddressees(tx, scope, lines))
    contacts.set(keyOf(address), contactId)
  const conversations = new Map<string, ConversationId>()
  for (const { conversationId, ...thread } of await lockThreads(tx, scope, lines))
    conversations.set(keyOf(thread), conversationId)

  const newContacts: Placed[] = []
  const newConversations: Placed[] = []
  const placed = lines.map((line): Placed => {
    const key = keyOf(line)
    const contactId = contacts.get(key) ?? asId<ContactId>(randomUUIDv7())
    const conversationId = conversations.get(key) ?? asId<ConversationId>(randomUUIDv7())
    const place = { ...line, contactId, conversationId, sessionId: asId<SessionId>(randomUUIDv7()) }
    if (!contacts.has(key)) newContacts.push(place)
    if (!conversations.has(key)) newConversations.push(place)
    contacts.set(key, contactId)
    conversations.set(key, conversationId)
    return place
  })
  await insertContacts(
    tx,
    newContacts.map((place) => contactRow(scope, place)),
  )
  await insertIdentities(
    tx,
    newContacts.map((place) => identityRow(scope, place)),
  )
  await insertConversations(
    tx,
    newConversations.map((place) => conversationRow(scope, place)),
  )
  return placed
}

const keyOf = ({ inboxId, externalId }: Address): string => `${inboxId} ${externalId}`

const contactRow = ({ workspaceId }: Scope, { contactId, line }: Placed) => ({
  workspace_id: workspaceId,
  contact_id: contactId,
  name: line.contact.name || null,
  email: line.contact.email ?? null,
  phone: line.contact.phone || null,
  locale: line.contact.locale || null,
  created_at: createdAt(line),
})

const identityRow = ({ workspaceId }: Scope, { inboxId, externalId, contactId, line }: Placed) => ({
  workspace_id: workspaceId,
  inbox_id: inboxId,
  external_id: externalId,
  contact_id: contactId,
  verified: false,
  created_at: createdAt(line),
})

const conversationRow = (
  { workspaceId }: Scope,
  { inboxId, externalId, contactId, conversationId, sessionId, line }: Placed,
) => ({
  workspace_id: workspaceId,
  conversation_id: conversationId,
  inbox_id: inboxId,
  contact_id: contactId,
  thread: externalId,
  session_id: sessionId,
  created_at: createdAt(line),
})

const createdAt = (line: ImportLine): string => new Date(line.startedAt).toISOString()
