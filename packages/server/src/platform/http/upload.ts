import { Readable } from 'node:stream'
import type { Multipart } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Upload } from './route.ts'

type Limits = Readonly<{ bytesMax: number; silenceMs: number }>

/**
 * The one file of a multipart body, as a stream. Whatever is wrong (too big, cut off, too slow, another part behind
 * it) fails the stream, so that a store which keeps all or nothing keeps nothing.
 */
export async function openUpload(request: FastifyRequest, limits: Limits): Promise<Upload> {
  const parts = request.parts({
    throwFileSizeLimit: false,
    limits: { fileSize: limits.bytesMax, files: 1, fields: 1, parts: 2, headerPairs: 20, fieldNameSize: 100 },
  } as Parameters<FastifyRequest['parts']>[0])
  const first = await nextPart(parts)
  if (first?.type !== 'file' || first.fieldname !== 'file') {
    if (first?.type === 'file') first.file.resume()
    throw new AppError(
      'invalid_input',
      {},
      { fields: [{ path: ['file'], message: 'must be the one part, a file' }] },
    )
  }
  const bytes = Readable.from(readPart(request, first, parts, limits), { objectMode: false })
  return { name: first.filename, declaredType: first.mimetype, bytes }
}

type FilePart = Extract<Multipart, { type: 'file' }>

async function* readPart(
  request: FastifyRequest,
  part: FilePart,
  parts: AsyncIterator<Multipart>,
  { silenceMs }: Limits,
): AsyncGenerator<Buffer> {
  const silence = setTimeout(
    () => request.raw.destroy(new AppError('bad_request', { reason: 'slow body' })),
    silenceMs,
  )
  try {
    for await (const chunk of part.file) {
      silence.refresh()
      yield chunk as Buffer
    }
    if (part.file.truncated) throw new AppError('too_large')
    if (await nextPart(parts)) throw new AppError('bad_request', { reason: 'more than one part' })
  } finally {
    clearTimeout(silence)
  }
}

async function nextPart(parts: AsyncIterator<Multipart>): Promise<Multipart | undefined> {
  const { value, done } = await parts.next()
  return done ? undefined : (value as Multipart)
}
