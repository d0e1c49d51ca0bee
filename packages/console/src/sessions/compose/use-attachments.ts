import type { FileView } from '@rapport/contract/light'
import { isRapportError, newClientId } from '@rapport/sdk'
import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../app/index.ts'
import { type Attachment, keptAttachment, type RefusedFile, refusalOf } from './attachments.ts'

/** The files of one message while it is written: added, shown on their way, taken off again. */
export function useAttachments(initial: readonly FileView[]) {
  const client = useClient()
  const [list, setList] = useState<readonly Attachment[]>(() => initial.map(keptAttachment))
  const uploads = useRef(new Map<string, AbortController>())

  useEffect(() => {
    const running = uploads.current
    return () => {
      for (const upload of running.values()) upload.abort()
    }
  }, [])

  const change = (key: string, next: (one: Attachment) => Attachment) =>
    setList((all) => all.map((one) => (one.key === key ? next(one) : one)))

  const start = (key: string, file: File) => {
    const upload = new AbortController()
    uploads.current.set(key, upload)
    const onProgress = (progress: number) =>
      change(key, (one) => (one.state === 'uploading' ? { ...one, progress } : one))
    client.files
      .upload({}, file, { signal: upload.signal, onProgress })
      .then(
        (view) => change(key, (one) => ({ ...factsOf(one), state: 'ready', file: view })),
        (error: unknown) => {
          if (upload.signal.aborted) return
          change(key, (one) => ({ ...factsOf(one), state: 'refused', why: whyRefused(error) }))
        },
      )
      .finally(() => uploads.current.delete(key))
  }

  const add = (files: readonly File[]) => {
    let count = list.filter(({ state }) => state !== 'refused').length
    const added = files.map((file): { file: File; attachment: Attachment } => {
      const why = refusalOf(file, count)
      if (why === null) count += 1
      const facts = { key: newClientId(), name: file.name, bytes: file.size, mediaType: file.type }
      const attachment: Attachment =
        why === null ? { ...facts, state: 'uploading', progress: 0 } : { ...facts, state: 'refused', why }
      return { file, attachment }
    })
    setList((all) => [
      ...all.filter(({ state }) => state !== 'refused'),
      ...added.map((one) => one.attachment),
    ])
    for (const { file, attachment } of added) {
      if (attachment.state === 'uploading') start(attachment.key, file)
    }
  }

  const remove = (key: string) => {
    uploads.current.get(key)?.abort()
    setList((all) => all.filter((one) => one.key !== key))
  }

  const reset = (files: readonly FileView[]) => setList(files.map(keptAttachment))
  /** Takes off what has been sent, and what was refused; what was added since stays. */
  const drop = (sent: readonly FileView[]) => {
    const ids = new Set<string>(sent.map(({ id }) => id))
    setList((all) =>
      all.filter((one) => one.state === 'uploading' || (one.state === 'ready' && !ids.has(one.file.id))),
    )
  }
  return { list, add, remove, reset, drop }
}

const factsOf = ({ key, name, bytes, mediaType }: Attachment) => ({ key, name, bytes, mediaType })

function whyRefused(error: unknown): RefusedFile {
  if (!isRapportError(error)) throw error
  return error.code === 'too_large' || error.code === 'file_type_refused' ? error.code : 'failed'
}
