import { type ExportId, type Instant, instant, type WorkspaceId } from '@rapport/domain'
import type { AgentContext, Platform } from '../platform/context.ts'
import { sameSecret } from '../platform/crypto/index.ts'

const validMs = 10 * 60_000
const purpose = 'export-link'

type Link = Readonly<{ workspaceId: WorkspaceId; exportId: ExportId; holder: string; expires: string }>

const textOf = ({ workspaceId, exportId, holder, expires }: Link) =>
  `${workspaceId}:${exportId}:${holder}:${expires}`

/**
 * A link to a finished file, for ten minutes and while whoever asked for it may export: it names the hash of their token,
 * so that it ends with it.
 */
export function makeExportLink(
  ctx: Pick<AgentContext, 'vault' | 'now' | 'scope' | 'filesOrigin' | 'publicOrigin'>,
  exportId: ExportId,
): Readonly<{ url: string; expiresAt: Instant }> {
  const expiresAt = instant(ctx.now() + validMs)
  const { workspaceId, holder } = ctx.scope
  const link = { workspaceId, exportId, holder: holder ?? '', expires: String(expiresAt) }
  const query = new URLSearchParams({
    ...{ workspaceId, holder: link.holder, expires: link.expires },
    signature: ctx.vault.sign(purpose, textOf(link)),
  })
  const base = ctx.filesOrigin === ctx.publicOrigin ? '' : ctx.filesOrigin
  return { url: `${base}/api/v1/exports/${exportId}/content?${query}`, expiresAt }
}

/** Whether a link was made here, for this file and this holder, and has not run out. */
export function isExportLinkGood(
  { vault, now }: Pick<Platform, 'vault' | 'now'>,
  link: Link & Readonly<{ signature: string }>,
): boolean {
  if (!/^\d{1,15}$/.test(link.expires) || Number(link.expires) <= now()) return false
  return sameSecret(link.signature, vault.sign(purpose, textOf(link)))
}
