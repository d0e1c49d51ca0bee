import type { FileView } from '@rapport/contract/light'
import { fileBytesMax, messageFilesMax } from '@rapport/contract/light'

/** A file beside the text: on its way, there, or refused and why. */
export type Attachment = Readonly<{ key: string; name: string; bytes: number; mediaType: string }> &
  (
    | Readonly<{ state: 'uploading'; progress: number }>
    | Readonly<{ state: 'ready'; file: FileView }>
    | Readonly<{ state: 'refused'; why: RefusedFile }>
  )

/** Why a file is not taken. */
export type RefusedFile = 'too_large' | 'file_type_refused' | 'empty' | 'too_many' | 'failed'

/** What can be said about a file before a byte of it is sent. */
export function refusalOf(file: Pick<File, 'size'>, count: number): RefusedFile | null {
  if (count >= messageFilesMax) return 'too_many'
  if (file.size === 0) return 'empty'
  return file.size > fileBytesMax ? 'too_large' : null
}

/** A file that was uploaded before, as a draft brings it back. */
export const keptAttachment = (file: FileView): Attachment => ({
  key: file.id,
  name: file.name,
  bytes: file.bytes,
  mediaType: file.mediaType,
  state: 'ready',
  file,
})

/** The files that a message sent now would carry. */
export const readyFiles = (attachments: readonly Attachment[]): FileView[] =>
  attachments.flatMap((one) => (one.state === 'ready' ? [one.file] : []))

/** Whether what is written can be sent: some text or file, and nothing still on its way. */
export function canSend(text: string, attachments: readonly Attachment[], textMax: number): boolean {
  if (text.length > textMax || attachments.some(({ state }) => state === 'uploading')) return false
  return text.trim() !== '' || readyFiles(attachments).length > 0
}

/** How many characters are left, once that is worth knowing. */
export function charactersLeft(text: string, textMax: number): number | null {
  const left = textMax - text.length
  return left <= Math.min(1000, textMax / 5) ? left : null
}
