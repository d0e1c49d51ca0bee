import { findInboxByWidgetKey } from '../../inboxes/index.ts'
import type { Platform } from '../../platform/context.ts'

/**
 * Where the panel of a widget key may stand, as the sources of the `frame-ancestors` of its page; null when there is no
 * such widget. An inbox without a list may stand on any page; one with a list nowhere else, and the browser enforces it.
 */
export async function frameAncestors(platform: Platform, key: string): Promise<readonly string[] | null> {
  const found = await findInboxByWidgetKey(platform, key)
  if (!found) return null
  const { allowedOrigins } = found.inbox.widget.settings
  return allowedOrigins.length > 0 ? allowedOrigins : ['*']
}
