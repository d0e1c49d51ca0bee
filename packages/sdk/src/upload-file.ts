import { type CallOptions, type Connector, headersFor, refusalFrom } from './call-endpoint.ts'
import { isRapportError, RapportError } from './rapport-error.ts'

/** What an upload may be given: `onProgress` hears a share from 0 to 1. */
export type UploadOptions = CallOptions & Readonly<{ onProgress?: ((share: number) => void) | undefined }>

/**
 * Sends one file, as the multipart field `file`. Browsers report progress through XMLHttpRequest, since their `fetch`
 * cannot; elsewhere it jumps from 0 to 1. Never tried again by itself: the person who waits decides.
 */
export async function uploadFile(
  connector: Connector,
  path: string,
  file: Blob,
  { onProgress, signal }: UploadOptions = {},
): Promise<unknown> {
  signal?.throwIfAborted()
  const form = new FormData()
  form.set('file', file, file instanceof File ? file.name : 'file')
  if (onProgress !== undefined && typeof XMLHttpRequest === 'function') {
    return sendWithProgress(connector, path, form, { onProgress, signal })
  }
  onProgress?.(0)
  const answer = await sendByFetch(connector, path, form, signal)
  onProgress?.(1)
  return answer
}

async function sendByFetch(
  connector: Connector,
  path: string,
  body: FormData,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const headers = headersFor(connector)
  try {
    const response = await connector.fetch(connector.baseUrl + path, {
      method: 'POST',
      headers,
      body,
      credentials: 'same-origin',
      signal: signal ?? null,
    })
    if (response.ok) return await response.json()
    throw refusalFrom(response.status, parsed(await response.text()), response.headers.get('retry-after'))
  } catch (error) {
    if (isRapportError(error)) throw error
    signal?.throwIfAborted()
    throw new RapportError('unreachable', {}, { cause: error })
  }
}

function sendWithProgress(
  connector: Connector,
  path: string,
  body: FormData,
  { onProgress, signal }: UploadOptions,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', connector.baseUrl + path)
    for (const [name, value] of headersFor(connector)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const answer = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer)
      else reject(refusalFrom(request.status, answer, request.getResponseHeader('retry-after')))
    }
    request.onerror = () => reject(new RapportError('unreachable'))
    request.onabort = () => reject(signal?.reason)
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}

/** What the text says as JSON; null when it is none, as a proxy's error page is not. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
