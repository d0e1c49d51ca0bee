import { excludeEachOther, type TagId } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Combobox, TagChip } from '../../ui/index.ts'
import type { TagChange } from '../session-commands.ts'
import type { PlacedTag } from './place-tags.ts'
import { tagChoices } from './tag-choices.tsx'
import { useTagTree } from './use-tag-tree.ts'
import { pickTags } from './use-tags.ts'

/** What the tags of a session or a contact take. `tags` are those that can be chosen. */
export type TagsEditorProps = Readonly<{
  tagIds: readonly TagId[]
  tags: readonly PlacedTag[]
  onChange: (change: TagChange) => void
  isReadOnly?: boolean
  /** Whether `l` opens the list. */
  hasShortcut?: boolean
  /** Opens the list as soon as it is shown: where tags are what is missing. */
  isOpenAtFirst?: boolean
  /** Whether they are to be taken off, where none takes the place of another. */
  isToRemove?: boolean
}>

/** Tags as chips, each with its cross, and a list to switch them on and off. */
export function TagsEditor(props: TagsEditorProps) {
  const { tagIds, tags, onChange, isReadOnly = false } = props
  const byId = new Map<string, PlacedTag>(tags.map((tag) => [tag.id, tag]))
  return (
    <span className="flex min-h-6 min-w-0 flex-wrap items-center gap-x-1.25 gap-y-0.5">
      {pickTags(tagIds, byId).map(({ id, name, path, colour }) => (
        <TagChip
          key={id}
          name={name}
          path={path}
          colour={colour}
          onRemove={isReadOnly ? undefined : () => onChange({ remove: [id] })}
        />
      ))}
      {isReadOnly ? null : <TagPicker {...props} />}
    </span>
  )
}

function TagPicker(props: TagsEditorProps) {
  const { tagIds, tags, onChange, hasShortcut = false, isOpenAtFirst = false, isToRemove = false } = props
  const t = useMessages()
  const keys = useShortcutLabel()
  const mayManage = useMay('tags.manage')
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  const tree = useTagTree()
  const Sign = isToRemove ? Minus : Plus
  useShortcut('sessions.shortcut.tags', 'l', () => setIsOpen(true), {
    isEnabled: hasShortcut,
    opens: 'field',
  })
  return (
    <Combobox<TagId>
      label={t('sessions.tags.change')}
      placeholder={t(tags.length === 0 ? 'sessions.tags.none' : 'sessions.tags.find')}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          data-tooltip={t('sessions.tags.change')}
          data-tooltip-keys={hasShortcut ? keys('l') : undefined}
          className="inline-flex h-6 items-center gap-1 rounded-small px-1.5 text-small text-muted hover:bg-hover hover:text-text data-popup-open:bg-hover"
        >
          <Sign size={13} aria-hidden="true" />
          {t('sessions.tags.tag')}
        </button>
      }
      choices={tagChoices(tags, (tag) => {
        const other = isToRemove ? undefined : tagIds.find((id) => excludeEachOther(tree, tag.id, id))
        return other && t('sessions.tags.replaces', { name: tree.find(other)?.name ?? '' })
      })}
      value={tagIds}
      onChange={(id) => onChange(tagIds.includes(id) ? { remove: [id] } : { add: [id] })}
      footer={
        mayManage ? (
          <Link to="/settings/tags" className="text-small text-accent underline-offset-2 hover:underline">
            {t('sessions.tags.manage')}
          </Link>
        ) : null
      }
    />
  )
}
