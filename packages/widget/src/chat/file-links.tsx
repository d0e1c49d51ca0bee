import type { FileView } from '@rapport/contract/light'
import { useState } from 'preact/hooks'
import { Icon } from './icons.tsx'
import { sayBytes, useWords } from './words.ts'

/** Answers a fresh link to a file, since the one in the conversation dies within minutes; null when it is gone. */
export type OpenFile = (file: FileView) => Promise<string | null>

/** The files of a message: pictures as they are, all else by name and size. */
export function FileLinks({ files, onFile }: { files: readonly FileView[]; onFile: OpenFile }) {
  return files.map((file) => <FileLink key={file.id} file={file} onFile={onFile} />)
}

function FileLink({ file, onFile }: { file: FileView; onFile: OpenFile }) {
  const words = useWords()
  const { t } = words
  const [url, setUrl] = useState(file.url)
  const [isGone, setGone] = useState(false)
  const refresh = async () => {
    const fresh = await onFile(file)
    setGone(fresh === null)
    if (fresh !== null) setUrl(fresh)
    return fresh
  }
  const open = async (event: Event) => {
    event.preventDefault()
    const fresh = await refresh()
    if (fresh !== null) follow(fresh)
  }
  if (isGone) return <p class="bubble erased">{t('file.gone')}</p>
  const size = sayBytes(words, file.bytes)
  return (
    <a
      class={file.isImage ? 'picture' : 'file'}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={file.isImage ? t('file.open', { name: file.name }) : undefined}
      onClick={(event) => void open(event)}
    >
      {file.isImage ? (
        <img src={url} alt={file.name} loading="lazy" onError={() => url === file.url && void refresh()} />
      ) : (
        <>
          <Icon name="file" />
          <span class="unseen">{t('file.download')} </span>
          <span class="file-name">
            <bdi>{file.name}</bdi>
          </span>
          <span class="file-size">{size}</span>
        </>
      )}
    </a>
  )
}

/** In a new tab, since the page's policy says where this frame may go, and files may have an origin of their own. */
function follow(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.click()
}
