import { fileTypeFromBuffer } from 'file-type'
import { AppError } from '../errors.ts'
import { extensionOf } from './clean-name.ts'

/** What was seen of a file as it went by. */
export type Seen = Readonly<{
  /** The first bytes, as many as telling types apart takes. */
  head: Uint8Array
  /** All of it is UTF-8 without NUL. */
  isText: boolean
  name: string
  declaredType: string
}>

/** What a browser may show in place: raster images, in which nothing can run. */
export const rasterImages: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
]

/** Whether a browser may show it in place. */
export const isRasterImage = (mediaType: string): boolean => rasterImages.includes(mediaType)

/** Kept and handed out, but never under a type by which anything would start or render it. */
const active =
  /xml|html|x-msdownload|x-elf|x-mach|x-sh|java|x-ms-shortcut|apple.alias|x-executable|flash|wasm/

const inertExtensions = new Set(
  (
    'png jpg jpeg jfif gif webp avif bmp ico heic heif tif tiff apng ' +
    'mp3 m4a aac ogg oga opus wav flac mp4 m4v mov webm mkv avi mpg mpeg ' +
    'pdf doc docx xls xlsx ppt pptx odt ods odp zip 7z rar gz'
  ).split(' '),
)
const inertTypes = /^(image\/(?!svg)|audio\/|video\/|application\/(pdf|zip|msword|vnd\.))/

/**
 * The type of a file, read off its content alone. Pages, drawings with scripts, programs and whatever is unknown become
 * `application/octet-stream`: people do send them, and nothing opens them here. Refused is a file that lies in a way
 * that could hurt: it calls itself a picture, a recording or a document, and is text or a program.
 */
export async function readMediaType({ head, isText, name, declaredType }: Seen): Promise<string> {
  const found = (await fileTypeFromBuffer(head))?.mime ?? null
  const isActive = found !== null && active.test(found)
  const isProse = isText && (found === null || isActive)
  if ((isProse || isActive) && head.length > 0 && claimsInert(name, declaredType)) {
    throw new AppError('file_type_refused', { found, isText })
  }
  if (isProse) return opensLikeCode(head) ? 'application/octet-stream' : 'text/plain'
  return found === null || isActive ? 'application/octet-stream' : found
}

const claimsInert = (name: string, declaredType: string) =>
  inertExtensions.has(extensionOf(name)) || inertTypes.test(declaredType)

function opensLikeCode(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 1024)).toString('utf8').trimStart()
  return start.startsWith('#!') || /^(\ufeff)?<[!?a-z]/i.test(start)
}
