import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { cleanText, fileId, moment, workspaceId } from './scalars.ts'

/**
 * A file of a message. `url` is signed, for this file alone, relative to this server unless files
 * have an origin of their own, and dies within 15 minutes, or with the token it was made for: ask `files.link` for a new
 * one. `mediaType` was read off the content, never believed from the sender. `isImage`: safe to show inline.
 */
export const fileView = z.strictObject({
  id: fileId,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  isImage: z.boolean(),
  url: z.string(),
})
export type FileView = z.output<typeof fileView>

/** Files, apart from messages: uploaded first, claimed by the message that names them, fetched by a link that dies. */
export const fileEndpoints = {
  upload: endpoint({
    method: 'POST',
    path: '/api/v1/files',
    summary: 'Upload a file (multipart, field "file", 25 MB at most) to send with a message later',
    access: 'sessions.answer',
    input: z.strictObject({}),
    output: fileView,
    errors: ['too_large', 'file_type_refused', 'bad_request'],
    upload: true,
  }),
  link: endpoint({
    method: 'GET',
    path: '/api/v1/files/:fileId/link',
    summary: 'A fresh signed link to a file',
    access: 'sessions.read',
    input: z.strictObject({ fileId }),
    output: z.strictObject({ url: z.string(), expiresAt: moment }),
    errors: ['not_found'],
  }),
  download: endpoint({
    method: 'GET',
    path: '/api/v1/files/:fileId/content',
    summary: 'The bytes of a file, by a signed link',
    access: 'public',
    input: z.strictObject({
      workspaceId,
      fileId,
      /** Whose link it is: a hash of their token, or empty for a link that a program was given. */
      holder: z.string().regex(/^([0-9a-f]{64})?$/),
      expires: cleanText(20),
      signature: cleanText(100),
    }),
    output: z.unknown(),
    errors: ['not_found'],
  }),
  avatar: endpoint({
    method: 'GET',
    path: '/api/v1/avatars/:fileId',
    summary:
      "The picture of an agent or a bot, by a signed link that lasts as long as the picture is somebody's",
    access: 'public',
    input: z.strictObject({ workspaceId, fileId, signature: cleanText(100) }),
    output: z.unknown(),
    errors: ['not_found'],
  }),
}
