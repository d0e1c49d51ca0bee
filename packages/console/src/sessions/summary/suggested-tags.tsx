import type { Session, TagId } from '@rapport/domain'
import { Plus } from 'lucide-react'
import { useMay, useMessages } from '../../app/index.ts'
import { TagDot } from '../../ui/index.ts'
import { useMarks } from '../marks/use-marks.ts'
import { pickTags, useTags } from '../marks/use-tags.ts'

/** Tags that would fit, each taken with one press. Those the session has, and those that are no more, are not offered. */
export function SuggestedTags({ tagIds, session }: { tagIds: readonly TagId[]; session: Session }) {
  const t = useMessages()
  const marks = useMarks(session.id)
  const { byId } = useTags()
  const mayAnswer = useMay('sessions.answer')
  const offered = pickTags(
    tagIds.filter((id) => !session.tagIds.includes(id)),
    byId,
  )
  if (!mayAnswer || offered.length === 0) return null
  return (
    <div className="flex flex-wrap items-center gap-1.5 text-small text-muted">
      {t('sessions.summary.suggested')}
      {offered.map(({ id, name, colour }) => (
        <button
          key={id}
          type="button"
          aria-label={t('sessions.summary.accept', { name })}
          onClick={() => void marks.changeTags({ add: [id] })}
          className="inline-flex min-h-6 max-w-48 min-w-0 items-center gap-1.25 rounded-small border border-dashed border-control/60 px-1.5 text-muted hover:border-accent hover:bg-hover hover:text-text"
        >
          <TagDot colour={colour} />
          <bdi className="truncate">{name}</bdi>
          <Plus size={11} aria-hidden="true" />
        </button>
      ))}
    </div>
  )
}
