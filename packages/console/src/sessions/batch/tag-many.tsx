import { excludeEachOther, type TagId } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { FormDialog } from '../../ui/index.ts'
import { TagsEditor } from '../marks/tags-editor.tsx'
import { useTagTree } from '../marks/use-tag-tree.ts'
import { useTags } from '../marks/use-tags.ts'
import type { TagChange } from '../session-commands.ts'
import type { BatchDialogProps } from './batch-dialog-props.ts'
import { canUndo, countedMax } from './batch-target.ts'
import { useBatchForm } from './use-batch-form.ts'

/** Puts tags on many sessions, and takes others off. */
export function TagMany({ sessions, onClose, ...props }: BatchDialogProps) {
  const t = useMessages()
  const form = useBatchForm(props)
  const { sessionTags } = useTags()
  const tree = useTagTree()
  const [add, setAdd] = useState<readonly TagId[]>([])
  const [remove, setRemove] = useState<readonly TagId[]>([])
  return (
    <FormDialog
      isOpen
      title={t('sessions.batch.tagTitle', { sessions })}
      submitLabel={t('sessions.batch.tag')}
      busy={form.busy}
      error={form.error}
      isReady={add.length + remove.length > 0}
      onSubmit={() => form.submit({ do: 'tag', add: [...add], remove: [...remove] })}
      onClose={onClose}
    >
      <div className="grid gap-1">
        <span className="text-small font-medium text-muted">{t('sessions.batch.tagsAdd')}</span>
        <TagsEditor
          tagIds={add}
          tags={sessionTags.filter(({ id }) => !remove.includes(id))}
          onChange={(change) =>
            // Of the same group only the last is meant, as on a session.
            setAdd(
              changed(
                add.filter((id) => !change.add?.some((one) => excludeEachOther(tree, one, id))),
                change,
              ),
            )
          }
          isOpenAtFirst
        />
      </div>
      <div className="grid gap-1">
        <span className="text-small font-medium text-muted">{t('sessions.batch.tagsRemove')}</span>
        <TagsEditor
          tagIds={remove}
          tags={sessionTags.filter(({ id }) => !add.includes(id))}
          onChange={(change) => setRemove(changed(remove, change))}
          isToRemove
        />
      </div>
      {canUndo(props.count) ? null : (
        <p className="text-small text-waiting">{t('sessions.batch.noUndo', { n: countedMax })}</p>
      )}
    </FormDialog>
  )
}

const changed = (tagIds: readonly TagId[], { add = [], remove = [] }: TagChange): readonly TagId[] => [
  ...tagIds.filter((id) => !remove.includes(id)),
  ...add,
]
