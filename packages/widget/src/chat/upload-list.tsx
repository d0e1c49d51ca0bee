import { Icon } from './icons.tsx'
import type { UploadItem, Uploads } from './uploads.ts'
import { useWords } from './words.ts'

/** The files that will go with the message, how far each is, and what is wrong with it. */
export function UploadList({ items, uploads }: { items: readonly UploadItem[]; uploads: Uploads }) {
  if (items.length === 0) return null
  return (
    <ul class="uploads">
      {items.map((item) => (
        <Upload key={item.id} item={item} uploads={uploads} />
      ))}
    </ul>
  )
}

function Upload({ item, uploads }: { item: UploadItem; uploads: Uploads }) {
  const { t } = useWords()
  const { id, name, view, trouble } = item
  const share = Math.round(item.share * 100) / 100
  const removal = view || trouble ? 'file.remove' : 'file.cancel'
  return (
    <li class={trouble ? 'upload trouble' : 'upload'}>
      <Icon name="file" />
      <span class="file-name" role={trouble ? 'alert' : undefined}>
        {trouble ? t(`file.${trouble}`, { name }) : <bdi>{name}</bdi>}
      </span>
      {!trouble && !view && (
        <progress value={share} max={1} aria-label={t('file.uploading', { name, share })} />
      )}
      {view && <span class="unseen">{t('file.ready', { name })}</span>}
      {trouble === 'failed' && (
        <button
          type="button"
          class="tool"
          aria-label={t('file.retry', { name })}
          onClick={() => uploads.again(id)}
        >
          <Icon name="again" />
        </button>
      )}
      <button type="button" class="tool" aria-label={t(removal, { name })} onClick={() => uploads.remove(id)}>
        <Icon name="close" />
      </button>
    </li>
  )
}
