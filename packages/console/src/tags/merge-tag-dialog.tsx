import type { TagId } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { type PlacedTag, tagChoices } from '../sessions/index.ts'
import { Combobox, FormDialog, useFormats } from '../ui/index.ts'
import { countMax } from './tag-count.tsx'
import { TagEffects } from './tag-effects.tsx'
import { useMergeTag } from './use-tag-changes.ts'
import { useTagUsage } from './use-tag-usage.ts'

/** Turns a tag into another one, saying first how many carry it and what filters by it; the button has the number. */
export function MergeTagDialog(props: {
  tag: PlacedTag
  tags: readonly PlacedTag[]
  onEdit: (tag: PlacedTag) => void
  onClose: () => void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { tag, tags, onClose } = props
  const [intoId, setIntoId] = useState<TagId | null>(null)
  const usage = useTagUsage(tag.id, { isFresh: true })
  const merge = useMergeTag(onClose)
  const into = tags.find(({ id }) => id === intoId)
  const n = usage.data?.count ?? 0
  const asked = { title: t('tags.mergeTitle', { name: tag.name }), isOpen: true, onClose } as const
  if (tag.isRequired) {
    return (
      <FormDialog
        {...asked}
        description={t('tags.mergeRequired', { name: tag.name })}
        submitLabel={t('tags.edit')}
        onSubmit={() => props.onEdit(tag)}
      />
    )
  }
  return (
    <FormDialog
      {...asked}
      description={t(`tags.mergeWhy.${tag.scope}`)}
      submitLabel={
        usage.data === undefined
          ? t('tags.mergeIt')
          : t(`tags.mergeThem.${tag.scope}`, { n, count: formats.count(n, countMax) })
      }
      busy={merge.isPending}
      isReady={into !== undefined && usage.data !== undefined}
      error={merge.problem}
      onSubmit={() => into && merge.start({ tag, into })}
    >
      <div className="grid gap-1">
        <span className="text-small font-medium text-muted">{t('tags.mergeInto')}</span>
        <Combobox<TagId>
          label={t('tags.mergeInto')}
          unchosen={t('tags.choose')}
          placeholder={t('tags.find')}
          choices={tagChoices(tags.filter(({ id, above }) => id !== tag.id && !above.includes(tag.id)))}
          value={intoId}
          onChange={setIntoId}
        />
      </div>
      <TagEffects tag={tag} usage={usage} />
      {tag.under === 0 ? null : (
        <p>
          {into === undefined
            ? t('tags.mergeUnder', { n: tag.under })
            : t('tags.mergeUnderInto', { n: tag.under, into: into.name })}
        </p>
      )}
    </FormDialog>
  )
}
