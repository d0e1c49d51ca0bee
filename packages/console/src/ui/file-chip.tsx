import { File as FileIcon, FileImage, FileText, X } from 'lucide-react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { useFormats, useUiText } from './locale.tsx'
import { ProgressBar } from './progress-bar.tsx'

/** What a file chip takes. With `href` it is a link; with `onRemove` it can be taken off again. */
export type FileChipProps = {
  name: string
  bytes?: number
  mediaType?: string
  href?: string
  /** From 0 to 1 while it is on its way. */
  progress?: number | undefined
  error?: string | undefined
  onRemove?: () => void
}

/** A file by its name and size, before sending or in a message. */
export function FileChip(props: FileChipProps) {
  const text = useUiText()
  const Icon = iconOf(props.mediaType)
  const name = (
    <span className="min-w-0">
      <bdi className="block truncate font-medium">{props.name}</bdi>
      <FileFacts {...props} />
    </span>
  )
  return (
    <span
      className={classNames(
        'inline-flex max-w-64 items-center gap-2 rounded-control border bg-surface py-1 ps-2 text-text',
        props.error ? 'border-danger' : 'border-line',
        props.onRemove ? 'pe-1' : 'pe-2.5',
      )}
    >
      <Icon size={16} aria-hidden="true" className="shrink-0 text-faint" />
      {props.href ? (
        <a href={props.href} target="_blank" rel="noreferrer" className="min-w-0 hover:underline">
          {name}
        </a>
      ) : (
        name
      )}
      {props.onRemove ? (
        <IconButton
          size="small"
          label={text('ui.remove', { name: props.name })}
          icon={<X size={13} />}
          onClick={props.onRemove}
        />
      ) : null}
    </span>
  )
}

function FileFacts({ error, progress, bytes }: FileChipProps) {
  const text = useUiText()
  const formats = useFormats()
  if (error) return <span className="block truncate text-small text-danger">{error}</span>
  if (progress !== undefined) {
    return (
      <span className="block w-28 py-1.5">
        <ProgressBar value={progress} label={text('ui.uploading', { n: progress })} />
      </span>
    )
  }
  return bytes === undefined ? null : (
    <span className="block text-small text-muted">{formats.bytes(bytes)}</span>
  )
}

function iconOf(mediaType = '') {
  if (mediaType.startsWith('image/')) return FileImage
  return mediaType.startsWith('text/') ? FileText : FileIcon
}
