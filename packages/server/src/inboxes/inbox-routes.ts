import { inboxEndpoints } from '@rapport/contract'
import { AppError } from '../platform/errors.ts'
import { route } from '../platform/http/index.ts'
import { addInbox, changeInbox, setInboxAccess } from './change-inbox.ts'
import { rotateSecret } from './channel-secrets.ts'
import { listSecrets } from './channel-secrets-queries.ts'
import { addGenericInbox, changeGenericInbox } from './generic-inbox.ts'
import { makeIdentitySecret } from './identity-secret.ts'
import { findInbox } from './inbox-queries.ts'
import { listInboxes } from './list-inboxes.ts'
import { presentInbox } from './present-inbox.ts'
import { setCalendar } from './set-calendar.ts'

/** The endpoints of inboxes. */
export const inboxRoutes = [
  route(inboxEndpoints.list, async (ctx) => {
    const inboxes = await listInboxes(ctx.db, ctx.scope)
    return { items: inboxes.map((inbox) => presentInbox(ctx, inbox)) }
  }),
  route(inboxEndpoints.create, async (ctx, choices) => {
    const inbox = await addInbox(ctx, choices)
    return presentInbox(ctx, inbox)
  }),
  route(inboxEndpoints.change, async (ctx, choices) => {
    const inbox = await changeInbox(ctx, choices)
    return presentInbox(ctx, inbox)
  }),
  route(inboxEndpoints.setAccess, async (ctx, access) => {
    const inbox = await setInboxAccess(ctx, access)
    return presentInbox(ctx, inbox)
  }),
  route(inboxEndpoints.setCalendar, async (ctx, choice) => {
    const inbox = await setCalendar(ctx, choice)
    return presentInbox(ctx, inbox)
  }),
  route(inboxEndpoints.identitySecret, async (ctx, { inboxId }) => {
    const secret = await makeIdentitySecret(ctx, ctx.scope, inboxId)
    return { secret }
  }),
  route(inboxEndpoints.createGeneric, async (ctx, choices) => {
    const { inbox, ...secrets } = await addGenericInbox(ctx, choices)
    return { inbox: presentInbox(ctx, inbox), ...secrets }
  }),
  route(inboxEndpoints.changeGeneric, async (ctx, choices) => {
    const inbox = await changeGenericInbox(ctx, choices)
    return presentInbox(ctx, inbox)
  }),
  route(inboxEndpoints.secrets, async (ctx, { inboxId }) => {
    const inbox = await findInbox(ctx.db, ctx.scope, inboxId)
    if (!inbox?.generic) throw new AppError('not_found', { inboxId })
    const secrets = await listSecrets(ctx.db, ctx.scope, inboxId, ctx.now())
    const items = secrets.map(({ purpose, hint, createdAt, expiresAt }) => ({
      purpose,
      hint,
      createdAt,
      expiresAt,
    }))
    return { items }
  }),
  route(inboxEndpoints.rotateSecret, async (ctx, choice) => {
    const secret = await rotateSecret(ctx, choice)
    return { secret }
  }),
]
