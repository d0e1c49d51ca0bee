import type { FileId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { keepFile } from '../platform/files/index.ts'
import { releasePicture, updateAvatar, updateDisplayName } from './profile-queries.ts'
import { findMember, type Member } from './user-queries.ts'

/** One's own name and picture; a picture left out stays, null takes it away. */
export type ProfileChoices = Readonly<{ displayName: string; avatarFileId?: FileId | null | undefined }>

/** Changes one's own name and picture. The picture is one that one has uploaded, or it is `not_found`. */
export function changeProfile(ctx: AgentContext, choices: ProfileChoices): Promise<Member> {
  const { displayName, avatarFileId: fileId } = choices
  const { agentId, scope } = ctx
  return inTransaction(ctx, async (tx) => {
    await updateDisplayName(tx, scope, { agentId, displayName })
    if (fileId !== undefined) {
      await releasePicture(tx, scope, agentId)
      const isThere = fileId === null || (await keepFile(tx, scope, { fileId, by: ctx.actor }))
      if (!isThere) throw new AppError('not_found', { fileId })
      await updateAvatar(tx, scope, { agentId, fileId })
    }
    const member = await findMember(tx, scope, agentId)
    if (!member) throw new AppError('not_found', { agentId })
    return member
  })
}
