import { Readable } from 'node:stream'
import { widgetEndpoints } from '@rapport/contract'
import { findInboxByWidgetKey } from '../../inboxes/index.ts'
import type { Platform } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import { linkFile, receiveFile } from '../../platform/files/index.ts'
import { type Route, route } from '../../platform/http/index.ts'
import { signOutVisitor } from './authenticate-visitor.ts'
import { beginVisitor } from './begin-visitor.ts'

/** What a visitor's browser calls, apart from the conversation itself, which the sessions present. */
export const widgetRoutes: readonly Route[] = [
  route(widgetEndpoints.settings, (ctx, { key }) => presentSettings(ctx, key)),

  route(widgetEndpoints.settingsModule, async (ctx, { key }, reply) => {
    const settings = await presentSettings(ctx, key)
    reply.header('content-type', 'text/javascript; charset=utf-8')
    // A module is always asked for across origins, and there is nothing in it that a page may not know.
    reply.header('access-control-allow-origin', '*')
    reply.header('cross-origin-resource-policy', 'cross-origin')
    reply.stream(Readable.from([`export default ${JSON.stringify(settings)}\n`]))
  }),

  route(widgetEndpoints.visitor, (ctx, beginning) => beginVisitor(ctx, beginning)),

  route(widgetEndpoints.signOut, async (ctx) => {
    await signOutVisitor(ctx)
    return {}
  }),

  route(widgetEndpoints.upload, async (ctx, _, __, upload) => {
    if (!upload) throw new AppError('bad_request', { why: 'no file' })
    return await receiveFile(ctx, upload)
  }),

  route(widgetEndpoints.fileLink, (ctx, { fileId }) => linkFile(ctx, fileId)),
]

async function presentSettings(platform: Platform, key: string) {
  const found = await findInboxByWidgetKey(platform, key)
  if (!found) throw new AppError('not_found', { widgetKey: 'unknown' })
  return { inboxId: found.inbox.id, settings: found.inbox.widget.settings }
}
