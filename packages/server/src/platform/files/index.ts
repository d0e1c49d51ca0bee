/**
 * Where uploaded bytes live, and what may be done with them: a store keyed by random names, so that what a file is
 * called never reaches a disk; types read off the content; links that are signed and die.
 *
 * A file is uploaded first and sent later: it waits unclaimed until a message takes it, and goes after a day. Start
 * reading at `receive-file.ts`.
 */
export { cleanName, dispositionOf } from './clean-name.ts'
export * from './disk-store.ts'
export * from './file-store.ts'
export {
  abandonFiles,
  claimFiles,
  type FileRow,
  findFile,
  findVisibleFile,
  keepFile,
  listFilesOf,
  listWaitingFiles,
} from './files-queries.ts'
export { avatarUrl, isAvatarLinkGood, isLinkGood, makeAbsoluteLink, makeLink, presentFile } from './links.ts'
export { isRasterImage } from './media-type.ts'
export { linkFile, receiveFile } from './receive-file.ts'
export { removeUnclaimedFiles } from './remove-unclaimed-files.ts'
