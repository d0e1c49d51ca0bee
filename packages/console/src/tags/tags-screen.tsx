import type { TagView } from '@rapport/contract/light'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Tags as TagsIcon, Upload } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, SettingsPage, useMessages } from '../app/index.ts'
import { useTags } from '../sessions/index.ts'
import { Button, EmptyState, ErrorState, Tabs, useFormats } from '../ui/index.ts'
import { ImportTagsDialog } from './import-tags-dialog.tsx'
import { TagDialogs } from './tag-dialogs.tsx'
import { TagTree } from './tag-tree.tsx'
import { TreeSkeleton } from './tree-skeleton.tsx'
import { type MoveTag, useTagMoves } from './use-tag-moves.ts'
import type { TagQuestion } from './use-tree-state.ts'

const scopes = ['session', 'contact'] as const

/** The tags of a workspace, those of sessions as a tree and those of contacts apart, in the order people choose from. */
export function TagsScreen() {
  const t = useMessages()
  const formats = useFormats()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/tags' })
  const scope = search.tab === 'contact' ? 'contact' : 'session'
  const tags = useTags()
  const counts = { session: tags.sessionTags.length, contact: tags.contactTags.length }
  const [asked, setAsked] = useState<TagQuestion | 'import' | null>(null)
  const close = () => setAsked(null)
  const move = useTagMoves(scope)
  return (
    <SettingsPage
      isWhole
      title={t('app.settings.tags')}
      description={t('tags.what')}
      action={
        <div className="flex flex-wrap gap-2">
          {scope === 'session' ? (
            <Button icon={<Upload size={14} aria-hidden="true" />} onClick={() => setAsked('import')}>
              {t('tags.import')}
            </Button>
          ) : null}
          <Button
            kind="primary"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setAsked({ what: 'new', under: null })}
          >
            {t('tags.new')}
          </Button>
        </div>
      }
    >
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
        panel={<TagsPanel key={scope} scope={scope} tags={tags} move={move} onAsk={setAsked} />}
        className="min-h-0 flex-1"
      />
      {asked === 'import' ? <ImportTagsDialog tags={tags.sessionTags} onClose={close} /> : null}
      {asked === null || asked === 'import' ? null : (
        <TagDialogs scope={scope} tags={tags} asked={asked} move={move} onAsk={setAsked} />
      )}
    </SettingsPage>
  )
}

function TagsPanel(props: {
  scope: TagView['scope']
  tags: ReturnType<typeof useTags>
  move: MoveTag
  onAsk: (question: TagQuestion | 'import') => void
}) {
  const t = useMessages()
  const { scope, tags, move, onAsk } = props
  const shown = scope === 'session' ? tags.sessionTags : tags.contactTags
  if (tags.isPending) return <TreeSkeleton />
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
        action={
          <>
            <Button kind="primary" onClick={() => onAsk({ what: 'new', under: null })}>
              {t('tags.makeFirst')}
            </Button>
            {scope === 'session' ? <Button onClick={() => onAsk('import')}>{t('tags.import')}</Button> : null}
          </>
        }
      />
    )
  }
  return <TagTree scope={scope} tags={shown} move={move} ask={onAsk} />
}
