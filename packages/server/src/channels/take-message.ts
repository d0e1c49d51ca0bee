import { randomUUIDv7 } from 'node:crypto'
import { asId, type ContactId, contact, type StartsIn } from '@rapport/domain'
import { isRefusal, noteRefusal } from '../bans/index.ts'
import { ensureContact } from '../contacts/index.ts'
import { type Inbox, startsInOf } from '../inboxes/index.ts'
import type { Context, VisitorPerson } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { findIngested, type Ingested, ingestMessage } from '../sessions/index.ts'
import { applySaid } from './apply-said.ts'
import { findChannelMessage, linkMessage } from './channel-messages-queries.ts'
import { type FileFetch, fetchFiles } from './fetch-files.ts'
import type { InboundOf, Person } from './inbound.ts'

/** Where a channel's events arrive, and how what they refer to is fetched. */
export type Landing = Readonly<{ inbox: Inbox; files: FileFetch }>

/**
 * A contact's message from a channel: its person is known, its files are ours, then it is ingested, and what was said of
 * it before it came is carried out. Safe to repeat, at once and years later: a message that has come changes nothing.
 */
export async function takeMessage(
  ctx: Context,
  { inbox, files }: Landing,
  event: InboundOf<'message'>,
): Promise<void> {
  const key = { inboxId: inbox.id, externalId: event.id }
  const known = await findChannelMessage(ctx.db, ctx.scope, key)
  if (known?.messageId) return await applySaid(ctx, key)

  const person = personOf(event.thread, event.person)
  const contactId = await meet(ctx, inbox, person)
  const asContact: Context = { ...ctx, actor: contact(contactId) }
  const { fileIds, missing } = await fetchFiles(asContact, event.blocks, files)
  const words = event.blocks.flatMap((block) => (block.kind === 'text' ? block.text : []))
  const message = {
    key: event.key,
    thread: event.thread,
    contactId,
    person,
    clientId: null,
    text: [...words, ...missing].join('\n'),
    fileIds,
  }
  const origin = event.origin === undefined ? {} : { origin: event.origin }
  const arrival = { inboxId: inbox.id, startsIn: startFor(inbox, event), ...origin }
  const landed = await ingestUnlessBanned(asContact, arrival, message)
  if (landed === null) return
  await linkMessage(ctx.db, ctx.scope, key, landed)
  await applySaid(ctx, key)
}

type IngestArguments = Parameters<typeof ingestMessage>

/** A banned contact's message is refused and counted, and with that it is dealt with. */
async function ingestUnlessBanned(...[ctx, arrival, message]: Parameters<typeof ingestOnce>) {
  try {
    return await ingestOnce(ctx, arrival, message)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await noteRefusal(ctx, error)
    return null
  }
}

/** The same id with other words, or with files that were fetched again, is the same message: the first one stands. */
async function ingestOnce(
  ctx: Context,
  arrival: IngestArguments[1],
  message: IngestArguments[2],
): Promise<Ingested> {
  try {
    return await ingestMessage(ctx, arrival, message)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'client_id_reused') throw error
    const first = await findIngested(ctx, arrival.inboxId, message.key)
    if (first === null) throw error
    return first
  }
}

/** A machine's own words are no reason for a bot to begin. */
function startFor(inbox: Inbox, { auto }: InboundOf<'message'>): StartsIn {
  return auto ? { as: 'unassigned', teamId: inbox.teamId } : startsInOf(inbox)
}

/** The channel has signed for the person, so their address is theirs. What it says of them is taken over. */
function meet(ctx: Context, inbox: Inbox, person: VisitorPerson): Promise<ContactId> {
  const contactId = asId<ContactId>(randomUUIDv7())
  return inTransaction(ctx, (tx) => ensureContact(tx, ctx.scope, { contactId, inboxId: inbox.id, person }))
}

const personOf = (thread: string, person: Person = { id: thread }): VisitorPerson => ({
  externalId: person.id,
  verified: true,
  name: person.name?.trim() || null,
  email: person.email ?? null,
  phone: person.phone?.trim() || null,
  locale: person.locale ?? null,
})
