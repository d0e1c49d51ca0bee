import type { TagView } from '@rapport/contract/light'
import type { PlacedTag, useTags } from '../sessions/index.ts'
import { MergeTagDialog } from './merge-tag-dialog.tsx'
import { MoveTagDialog } from './move-tag-dialog.tsx'
import { RemoveTagDialog } from './remove-tag-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import type { MoveTag } from './use-tag-moves.ts'
import type { TagQuestion } from './use-tree-state.ts'

/** The question that is asked about a tag, one at a time. */
export function TagDialogs(props: {
  scope: TagView['scope']
  tags: ReturnType<typeof useTags>
  asked: TagQuestion
  move: MoveTag
  onAsk: (question: TagQuestion | null) => void
}) {
  const { scope, asked, move, onAsk } = props
  const tags = scope === 'session' ? props.tags.sessionTags : props.tags.contactTags
  const close = () => onAsk(null)
  const edit = (tag: PlacedTag) => onAsk({ what: 'edit', tag })
  switch (asked.what) {
    case 'new':
      return <TagDialog subject={{ tag: null, scope, parent: asked.under }} onSaved={close} onClose={close} />
    case 'edit':
      return <TagDialog key={asked.tag.id} subject={{ tag: asked.tag }} onSaved={close} onClose={close} />
    case 'remove':
      return <RemoveTagDialog tag={asked.tag} tags={tags} onEdit={edit} onClose={close} />
    case 'merge':
      return <MergeTagDialog tag={asked.tag} tags={tags} onEdit={edit} onClose={close} />
    case 'move':
      return (
        <MoveTagDialog
          tag={asked.tag}
          tags={tags}
          onMove={(place) => move(asked.tag, () => place)}
          onClose={close}
        />
      )
  }
}
