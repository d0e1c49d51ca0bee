import { randomUUID, randomUUIDv7 } from 'node:crypto'
import type { VisitorIdentity } from '@rapport/contract'
import { asId, type ContactId, type Instant, instant } from '@rapport/domain'
import { ensureContact } from '../../contacts/index.ts'
import { findInboxByWidgetKey, openIdentitySecret, type WebInbox } from '../../inboxes/index.ts'
import type { Platform, Scope, VisitorPerson } from '../../platform/context.ts'
import { newToken, tokenHash } from '../../platform/crypto/index.ts'
import { inTransaction } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors.ts'
import { isSignedBy } from './verify-identity.ts'
import { insertVisitorToken } from './visitor-tokens-queries.ts'

/** How long a visitor's token lets its holder return to their conversation. */
const tokenLifeMs = 180 * 24 * 60 * 60 * 1000

/** What a browser says to begin: the widget it stands on, and who the page says it is, if the page does. */
export type Beginning = Readonly<{
  key: string
  identity?: VisitorIdentity | undefined
  locale?: string | undefined
}>

/** A token for one visitor of one inbox. Shown once: only its hash is kept. */
export type BegunVisitor = Readonly<{ token: string; verified: boolean; expiresAt: Instant }>

/**
 * Lets a visitor in. One the page signed for is the same contact on every device; a stranger is a new one, who has no
 * row until they write. A signature that does not fit is refused rather than ignored: going on as a stranger
 * would hide the mistake from the page's owner.
 */
export async function beginVisitor(platform: Platform, beginning: Beginning): Promise<BegunVisitor> {
  const found = await findInboxByWidgetKey(platform, beginning.key)
  if (!found) throw new AppError('not_found', { widgetKey: 'unknown' })
  const { scope, inbox } = found
  const person = await identify(platform, scope, inbox, beginning)

  const contactId = await contactFor(platform, scope, inbox, person)
  const token = newToken()
  const expiresAt = instant(platform.now() + tokenLifeMs)
  const data = { inboxId: inbox.id, thread: person.externalId, ...person }
  await insertVisitorToken(platform.db, scope, { hash: tokenHash(token), contactId, data, expiresAt })
  return { token, verified: person.verified, expiresAt }
}

async function identify(
  platform: Platform,
  scope: Scope,
  inbox: WebInbox,
  { identity, locale }: Beginning,
): Promise<VisitorPerson> {
  const where = { inboxId: inbox.id }
  if (!identity) {
    if (inbox.widget.settings.requireIdentity)
      throw new AppError('forbidden', { ...where, why: 'identity required' })
    return { externalId: randomUUID(), verified: false, name: null, email: null, locale: locale ?? null }
  }
  const secret = await openIdentitySecret(platform, scope, inbox.id)
  if (!isSignedBy(identity, secret))
    throw new AppError('forbidden', { ...where, why: 'signature does not fit' })
  return {
    externalId: identity.userId,
    verified: true,
    name: identity.name?.trim() || null,
    email: identity.email?.toLowerCase() ?? null,
    locale: locale ?? null,
  }
}

async function contactFor(
  platform: Platform,
  scope: Scope,
  { id: inboxId }: WebInbox,
  person: VisitorPerson,
): Promise<ContactId> {
  const contactId = asId<ContactId>(randomUUIDv7())
  if (!person.verified) return contactId
  return await inTransaction(platform.db, (tx) => ensureContact(tx, scope, { contactId, inboxId, person }))
}
