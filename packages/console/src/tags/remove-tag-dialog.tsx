import type { TagView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import { ConfirmDialog, useFormats } from '../ui/index.ts'
import { useRemoveTag } from './use-tag-changes.ts'

const countMax = 10_000

/** Asks before a tag is deleted, saying first how many carry it. */
export function RemoveTagDialog({ tag, onClose }: { tag: TagView; onClose(): void }) {
  const t = useMessages()
  const formats = useFormats()
  const { tags } = useClient()
  const usage = useQuery({
    queryKey: ['tags', 'usage', tag.id],
    queryFn: () => tags.usage({ tagId: tag.id }),
    staleTime: 0,
  })
  const remove = useRemoveTag(onClose)
  const count = usage.data?.count ?? null
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('tags.removeAsk', { name: tag.name })}
      description={t(`tags.removeWhy.${tag.scope}`)}
      confirmLabel={t('tags.removeIt')}
      busy={remove.isPending || usage.isPending}
      error={remove.error === null ? null : describeProblem(remove.error, t)}
      onConfirm={() => remove.mutate(tag)}
      onClose={onClose}
    >
      <p>
        {count === null
          ? t('tags.counting')
          : t(`tags.carry.${tag.scope}`, { n: count, count: formats.count(count, countMax) })}
      </p>
    </ConfirmDialog>
  )
}
