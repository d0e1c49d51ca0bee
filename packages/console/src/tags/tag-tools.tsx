import { CornerDownRight, Ellipsis, Merge, Pencil, Plus, Trash2 } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import type { PlacedTag } from '../sessions/index.ts'
import { IconButton, Menu } from '../ui/index.ts'
import { canHold } from './place-in-tree.ts'
import type { TreeProps } from './use-tree-state.ts'

/** What can be done with a tag besides dragging it: one press to add one under it, the rest in a menu. */
export function TagTools(props: { tag: PlacedTag; isTabStop: boolean; ask: TreeProps['ask'] }) {
  const t = useMessages()
  const { tag, ask } = props
  const { name } = tag
  const icon = { size: 14, 'aria-hidden': true } as const
  const addUnder = () => ask({ what: 'new', under: tag })
  const tabIndex = props.isTabStop ? 0 : -1
  return (
    <span className="flex shrink-0 items-center">
      <span className="w-6 max-sm:hidden">
        {canHold(tag) ? (
          <IconButton
            size="small"
            tabIndex={tabIndex}
            label={t('tags.addUnder', { name })}
            icon={<Plus {...icon} />}
            onClick={addUnder}
            className="opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100 pointer-coarse:opacity-100"
          />
        ) : null}
      </span>
      <Menu
        align="end"
        label={t('tags.actions', { name })}
        trigger={
          <IconButton
            size="small"
            tabIndex={tabIndex}
            label={t('tags.actions', { name })}
            icon={<Ellipsis {...icon} />}
          />
        }
        entries={[
          {
            label: t('tags.edit'),
            icon: <Pencil {...icon} />,
            onSelect: () => ask({ what: 'edit', tag }),
          },
          ...(canHold(tag) ? [{ label: t('tags.add'), icon: <Plus {...icon} />, onSelect: addUnder }] : []),
          {
            label: t('tags.move'),
            icon: <CornerDownRight {...icon} />,
            onSelect: () => ask({ what: 'move', tag }),
          },
          {
            label: t('tags.merge'),
            icon: <Merge {...icon} />,
            onSelect: () => ask({ what: 'merge', tag }),
          },
          'separator',
          {
            label: t('tags.remove'),
            icon: <Trash2 {...icon} />,
            isDangerous: true,
            onSelect: () => ask({ what: 'remove', tag }),
          },
        ]}
      />
    </span>
  )
}
