/**
 * Files on the wire: upload, a fresh link, the bytes. What a file is and where it lies is `platform/files`.
 */
export { type FindHolder, fileRoutes } from './file-routes.ts'
