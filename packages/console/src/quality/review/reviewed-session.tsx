import { useMessages } from '../../app/index.ts'
import { type SessionRecord, useTags } from '../../sessions/index.ts'
import { TagChips } from '../../ui/index.ts'

/** What stands over the transcript of a review: whose session, and what was said about it, which a scorecard may ask for. */
export function ReviewedSession({ record: { row, session } }: { record: SessionRecord }) {
  const t = useMessages()
  const { byId } = useTags()
  const tags = session.tagIds.flatMap((id) => byId.get(id) ?? [])
  return (
    <div className="grid shrink-0 gap-1 border-b border-line-soft px-4 py-2 text-small">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <bdi className="font-medium">{row.contact.name ?? t('sessions.contact.unnamed')}</bdi>
        <span className="text-muted">
          {t('quality.outcome')}{' '}
          <bdi className={session.outcome === null ? 'text-faint' : ''}>
            {session.outcome ?? t('quality.outcomeNone')}
          </bdi>
        </span>
        {tags.length === 0 ? (
          <span className="text-faint">{t('quality.tagsNone')}</span>
        ) : (
          <TagChips tags={tags} max={6} />
        )}
      </p>
      {row.summary ? (
        <p dir="auto" title={row.summary} className="line-clamp-2 text-muted wrap-anywhere">
          {row.summary}
        </p>
      ) : null}
    </div>
  )
}
