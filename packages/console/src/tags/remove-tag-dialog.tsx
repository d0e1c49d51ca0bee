import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import type { PlacedTag } from '../sessions/index.ts'
import { ConfirmDialog } from '../ui/index.ts'
import { RadioLines } from './radio-lines.tsx'
import { TagEffects } from './tag-effects.tsx'
import { useRemoveTag } from './use-tag-changes.ts'
import { useTagUsage } from './use-tag-usage.ts'

const ways = ['move_up', 'remove'] as const

/** Asks before a tag is deleted, saying first what carries it, what stands under it, and which views filter by it. */
export function RemoveTagDialog(props: {
  tag: PlacedTag
  tags: readonly PlacedTag[]
  /** Opens the tag where its rule can be taken off. */
  onEdit: (tag: PlacedTag) => void
  onClose: () => void
}) {
  const t = useMessages()
  const { tag } = props
  const usage = useTagUsage(tag.id)
  const [within, setWithin] = useState<(typeof ways)[number]>('move_up')
  const remove = useRemoveTag(props.onClose)
  const inTheWay = requiredIn(props.tags, tag, within)
  return (
    <ConfirmDialog
      isOpen
      isDangerous={inTheWay === undefined}
      title={t('tags.removeAsk', { name: tag.name })}
      description={
        inTheWay === undefined
          ? t(`tags.removeWhy.${tag.scope}`)
          : t('tags.removeRequired', { name: inTheWay.name })
      }
      confirmLabel={inTheWay === undefined ? t('tags.removeIt') : t('tags.edit')}
      busy={remove.isPending || (inTheWay === undefined && usage.isFetching)}
      error={remove.problem}
      onConfirm={() => (inTheWay === undefined ? remove.start({ tag, within }) : props.onEdit(inTheWay))}
      onClose={props.onClose}
    >
      {tag.under === 0 ? null : (
        <RadioLines
          label={t('tags.removeUnder', { n: tag.under })}
          value={within}
          choices={ways.map((value) => ({
            value,
            label: t(`tags.within.${value}`),
            hint: t(`tags.withinWhy.${value}`),
          }))}
          onChange={setWithin}
        />
      )}
      <TagEffects tag={tag} usage={usage} isWithBranch={within === 'remove'} />
    </ConfirmDialog>
  )
}

/** The required tag that would go: it has to stop being required first, or no agent could end anything meanwhile. */
const requiredIn = (tags: readonly PlacedTag[], tag: PlacedTag, within: (typeof ways)[number]) =>
  [tag, ...(within === 'remove' ? tags.filter(({ above }) => above.includes(tag.id)) : [])].find(
    ({ isRequired }) => isRequired,
  )
