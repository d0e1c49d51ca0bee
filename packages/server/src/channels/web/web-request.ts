import type { RawRequest } from '../adapter.ts'

/** Header names by which our own socket says whose frame this is; no caller can set them. */
export const threadHeader = 'rapport-thread'
export const receivedAtHeader = 'rapport-received-at'

/** A visitor's frame as a request: its bytes, whose conversation its token names, and when it came. */
export const webRequest = (body: Uint8Array, from: Readonly<{ thread: string; at: number }>): RawRequest => ({
  method: 'FRAME',
  url: '/api/v1/widget/socket',
  headers: { [threadHeader]: from.thread, [receivedAtHeader]: String(from.at) },
  body,
})
