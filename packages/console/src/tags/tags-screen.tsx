import type { TagView } from '@rapport/contract/light'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Tags as TagsIcon } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, OrderedList, SettingsPage, useMessages } from '../app/index.ts'
import { useTags } from '../sessions/index.ts'
import { Button, EmptyState, ErrorState, ListSkeleton, Tabs, TagDot, useFormats } from '../ui/index.ts'
import { RemoveTagDialog } from './remove-tag-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import { useTagOrder } from './use-tag-changes.ts'

const scopes = ['session', 'contact'] as const

type Open = Readonly<{ what: 'new' }> | Readonly<{ what: 'edit' | 'remove'; tag: TagView }> | null

/** The tags of a workspace, those of sessions and of contacts apart, in the order people choose from. */
export function TagsScreen() {
  const t = useMessages()
  const formats = useFormats()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/tags' })
  const scope = search.tab === 'contact' ? 'contact' : 'session'
  const tags = useTags()
  const counts = { session: tags.sessionTags.length, contact: tags.contactTags.length }
  const [open, setOpen] = useState<Open>(null)
  const add = (
    <Button
      kind="primary"
      icon={<Plus size={15} aria-hidden="true" />}
      onClick={() => setOpen({ what: 'new' })}
    >
      {t('tags.new')}
    </Button>
  )
  return (
    <SettingsPage isWhole title={t('app.settings.tags')} description={t('tags.what')} action={add}>
      <Tabs
        label={t('app.settings.tags')}
        value={scope}
        onChange={(value) =>
          void navigate({
            to: '/settings/tags',
            search: value === 'session' ? {} : { tab: value },
            replace: true,
          })
        }
        items={scopes.map((value) => ({
          value,
          label: t(`tags.scope.${value}`),
          count: formats.count(counts[value]),
        }))}
        panel={<TagList scope={scope} tags={tags} onOpen={setOpen} />}
        className="min-h-0 flex-1"
      />
      {open?.what === 'new' ? <TagDialog scope={scope} tag={null} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'edit' ? (
        <TagDialog scope={scope} tag={open.tag} onClose={() => setOpen(null)} />
      ) : null}
      {open?.what === 'remove' ? <RemoveTagDialog tag={open.tag} onClose={() => setOpen(null)} /> : null}
    </SettingsPage>
  )
}

function TagList(props: {
  scope: TagView['scope']
  tags: ReturnType<typeof useTags>
  onOpen: (open: Open) => void
}) {
  const t = useMessages()
  const { scope, tags, onOpen } = props
  const shown = scope === 'session' ? tags.sessionTags : tags.contactTags
  const move = useTagOrder(scope)
  if (tags.isPending) return <ListSkeleton />
  if (tags.error !== null && shown.length === 0) {
    return (
      <ErrorState
        title={t('tags.failed')}
        description={describeProblem(tags.error, t)}
        onRetry={() => void tags.retry()}
      />
    )
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={<TagsIcon size={20} aria-hidden="true" />}
        title={t(`tags.none.${scope}`)}
        description={t(`tags.noneWhy.${scope}`)}
      />
    )
  }
  return (
    <OrderedList
      label={t(`tags.scope.${scope}`)}
      items={shown}
      line={({ name, colour }) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <TagDot colour={colour} />
          <bdi className="truncate font-medium">{name}</bdi>
        </span>
      )}
      onMove={(place, by) => move(shown, place, by)}
      onEdit={(tag) => onOpen({ what: 'edit', tag })}
      onRemove={(tag) => onOpen({ what: 'remove', tag })}
    />
  )
}
