import type { FileView } from '@rapport/contract'
import { type FileId, type Instant, instant, type WorkspaceId } from '@rapport/domain'
import type { Platform, Scope } from '../context.ts'
import { sameSecret } from '../crypto/index.ts'
import type { FileRow } from './files-queries.ts'
import { isRasterImage } from './media-type.ts'

type Sites = Pick<Platform, 'filesOrigin' | 'publicOrigin'>
/** Who makes a link: in whose name, if in anybody's, says their scope. */
type Signer = Pick<Platform, 'vault' | 'now'> & Sites & Readonly<{ scope?: Pick<Scope, 'holder'> }>
type Place = Readonly<{ workspaceId: WorkspaceId; fileId: FileId }>
type HeldPlace = Place & Readonly<{ holder: string }>

const turnMs = 5 * 60_000
const turnsValid = 3

const linkPurpose = 'file-link'
const avatarPurpose = 'avatar-link'

/** Links to our own origin name none: a page that reached us by another name would be forbidden to show them. */
const baseOf = ({ filesOrigin, publicOrigin }: Sites): string =>
  filesOrigin === publicOrigin ? '' : filesOrigin

const textOf = ({ workspaceId, fileId }: Place, expires: string) => `${workspaceId}:${fileId}:${expires}`
const heldTextOf = (place: HeldPlace, expires: string) => `${textOf(place, expires)}:${place.holder}`

/**
 * A link to one file's bytes, for 10 to 15 minutes, and while whoever it was made for may see the file: it names the
 * hash of their token, so that it ends with it. A link made by the system's own work names nobody. Links made for one
 * token within the same five minutes are equal, so that a list shown again does not load its pictures again.
 */
export function makeLink(platform: Signer, place: Place): { url: string; expiresAt: Instant } {
  const { vault, now } = platform
  const holder = platform.scope?.holder ?? ''
  const expiresAt = instant((Math.floor(now() / turnMs) + turnsValid) * turnMs)
  const query = new URLSearchParams({
    workspaceId: place.workspaceId,
    holder,
    expires: String(expiresAt),
    signature: vault.sign(linkPurpose, heldTextOf({ ...place, holder }, String(expiresAt))),
  })
  return { url: `${baseOf(platform)}/api/v1/files/${place.fileId}/content?${query}`, expiresAt }
}

/** The same link for a program elsewhere, which knows no origin of ours. */
export const makeAbsoluteLink = (platform: Signer, { workspaceId, id }: FileRow): string =>
  new URL(makeLink(platform, { workspaceId, fileId: id }).url, platform.publicOrigin).href

/** Whether a link was made here, for this file of this workspace and this holder, and has not run out. */
export function isLinkGood(
  { vault, now }: Pick<Platform, 'vault' | 'now'>,
  link: HeldPlace & Readonly<{ expires: string; signature: string }>,
): boolean {
  if (!/^\d{1,15}$/.test(link.expires) || Number(link.expires) <= now()) return false
  return sameSecret(link.signature, vault.sign(linkPurpose, heldTextOf(link, link.expires)))
}

/**
 * The address of a kept picture, or null for nobody's. It does not run out: contacts see it in old conversations, and
 * it shows nothing that they may not see.
 */
export function avatarUrl(
  platform: Pick<Platform, 'vault'> & Sites,
  { workspaceId }: Readonly<{ workspaceId: WorkspaceId }>,
  fileId: FileId | null,
): string | null {
  if (fileId === null) return null
  const signature = platform.vault.sign(avatarPurpose, textOf({ workspaceId, fileId }, ''))
  return `${baseOf(platform)}/api/v1/avatars/${fileId}?${new URLSearchParams({ workspaceId, signature })}`
}

/** Whether an avatar's address was made here. */
export function isAvatarLinkGood(
  { vault }: Pick<Platform, 'vault'>,
  link: Place & Readonly<{ signature: string }>,
): boolean {
  return sameSecret(link.signature, vault.sign(avatarPurpose, textOf(link, '')))
}

/** A file as clients see it, with a fresh link. */
export function presentFile(platform: Signer, row: FileRow): FileView {
  const { url } = makeLink(platform, { workspaceId: row.workspaceId, fileId: row.id })
  const { id, name, mediaType, bytes } = row
  return { id, name, mediaType, bytes, isImage: isRasterImage(mediaType), url }
}
