import type { FileView } from '@rapport/contract/light'
import { type MouseEvent, useState } from 'react'
import { useClient, useMessages } from '../../app/index.ts'
import { FileChip } from '../../ui/index.ts'

/** The files of a message: pictures as pictures, the rest by name and size. Links are fresh whenever they are used. */
export function MessageFiles({ files }: { files: readonly FileView[] }) {
  if (files.length === 0) return null
  return (
    <span className="flex flex-wrap items-start gap-1.5 whitespace-normal">
      {files.map((file) => (
        <MessageFile key={file.id} file={file} />
      ))}
    </span>
  )
}

function MessageFile({ file }: { file: FileView }) {
  const t = useMessages()
  const { url, open, renew } = useFileLink(file)
  if (!file.isImage) {
    return (
      <span onClickCapture={open} className="inline-flex max-w-full">
        <FileChip name={file.name} bytes={file.bytes} mediaType={file.mediaType} href={url} />
      </span>
    )
  }
  return (
    <a href={url} target="_blank" rel="noreferrer" onClick={open} className="block max-w-full">
      <img
        src={url}
        alt={t('sessions.thread.image', { name: file.name })}
        onError={renew}
        loading="lazy"
        className="h-44 max-w-full min-w-24 rounded-base bg-hover object-cover"
      />
    </a>
  )
}

/** A signed link dies within minutes, while a thread stays open for hours: it is asked for again when it is used. */
function useFileLink(file: FileView) {
  const { files } = useClient()
  const [url, setUrl] = useState(file.url)
  const [isRenewed, setIsRenewed] = useState(false)
  const fetchUrl = async () => (await files.link({ fileId: file.id })).url
  const renew = () => {
    if (isRenewed) return
    setIsRenewed(true)
    fetchUrl().then(setUrl, (error: unknown) => console.info(`No link to ${file.name}`, error))
  }
  const open = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    // Opened at once, while the browser still takes it for the person's own doing.
    const page = window.open('about:blank', '_blank')
    fetchUrl().then(
      (fresh) => page?.location.replace(fresh),
      () => page?.location.replace(url),
    )
  }
  return { url, open, renew }
}
