import type { TagView } from '@rapport/contract/light'
import { useMessages } from '../app/index.ts'
import { SearchField } from '../ui/index.ts'
import { TagTreeLine } from './tag-tree-line.tsx'
import { useTreeDrag } from './use-tree-drag.ts'
import { useTreeKeys } from './use-tree-keys.ts'
import { type TreeProps, useTreeState } from './use-tree-state.ts'

const searchedFrom = 10

/**
 * Tags as a tree to work on: walked, opened and closed by the arrow keys, moved by drag, by Alt with an arrow, and from
 * the menu of a line.
 */
export function TagTree({ scope, ...props }: TreeProps & { scope: TagView['scope'] }) {
  const t = useMessages()
  const state = useTreeState(props)
  const drag = useTreeDrag(state)
  const press = useTreeKeys(state)
  return (
    <div className="flex h-full min-h-0 flex-col">
      {props.tags.length < searchedFrom ? null : (
        <SearchField
          label={t('tags.find')}
          value={state.typed}
          onChange={state.find}
          className="mt-3 max-w-80"
        />
      )}
      <div
        aria-hidden="true"
        className="mt-2 flex h-7 shrink-0 items-center border-b border-line ps-12 pe-15 text-small text-faint max-sm:pe-9"
      >
        <span className="flex-1">{t('tags.column.tag')}</span>
        <span>{t(`tags.column.${scope}`)}</span>
      </div>
      <div
        ref={state.tree}
        role="tree"
        aria-label={t(`tags.scope.${scope}`)}
        className="min-h-0 flex-1 overflow-y-auto pb-6"
      >
        {state.lines.map((line, at) => (
          <TagTreeLine
            key={line.tag.id}
            line={line}
            isActive={at === state.active}
            state={state}
            drag={drag}
            onPress={press}
          />
        ))}
      </div>
      {state.lines.length === 0 ? (
        <p role="status" className="py-6 text-center text-muted">
          {t('tags.notFound')}
        </p>
      ) : null}
      <p className="border-t border-line-soft py-2 text-small text-faint max-sm:hidden">
        {t(scope === 'session' ? 'tags.keys' : 'tags.keysFlat')}
      </p>
    </div>
  )
}
