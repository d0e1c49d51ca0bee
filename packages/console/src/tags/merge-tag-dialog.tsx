import type { TagId } from '@rapport/domain'
import { useMemo, useState } from 'react'
import { type Translate, useMessages } from '../app/index.ts'
import { type PlacedTag, tagChoices } from '../sessions/index.ts'
import { type Choice, Combobox, FormDialog, useFormats } from '../ui/index.ts'
import { mergeRefusals } from './place-in-tree.ts'
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
  const usage = useTagUsage(tag.id)
  const merge = useMergeTag(onClose)
  const targets = useMemo(() => targetsOf(tags, tag, t), [tags, tag, t])
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
          choices={targets}
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

/** All other tags; those it cannot become stay in sight with the reason, because whoever looks for one would wonder. */
function targetsOf(tags: readonly PlacedTag[], tag: PlacedTag, t: Translate): readonly Choice<TagId>[] {
  const refusals = mergeRefusals(tags, tag)
  return tagChoices(tags.filter(({ id }) => id !== tag.id)).map((choice) => {
    const why = refusals.get(choice.value)
    return why === undefined ? choice : { ...choice, isDisabled: true, hint: t(`tags.mergeRefused.${why}`) }
  })
}
