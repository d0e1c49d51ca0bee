import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import type { Sites } from './security-headers.ts'

const filePath = /^\/api\/v1\/((files|exports)\/[^/]+\/content|avatars\/[^/]+)$/

/**
 * Keeps uploaded files and everything else on hosts of their own, when files have one: on the files' host nothing else
 * answers, and nowhere else do files, so that no file is ever of the console's origin.
 */
export function separateFiles(app: FastifyInstance, { publicOrigin, filesOrigin }: Sites): void {
  if (filesOrigin === publicOrigin) return
  const filesHost = new URL(filesOrigin).host
  app.addHook('onRequest', async (request) => {
    const isFile = filePath.test(request.url.split('?')[0] ?? '')
    const isFilesHost = request.headers.host?.toLowerCase() === filesHost
    if (isFile !== isFilesHost) throw new AppError('not_found', { reason: 'host' })
  })
}
