import { Link } from '@tanstack/react-router'
import { useMessages } from '../app/index.ts'
import type { PlacedTag } from '../sessions/index.ts'
import { Skeleton, useFormats } from '../ui/index.ts'
import { useTagCounts } from './use-tag-usage.ts'

/** The highest number that is counted to. */
export const countMax = 10_000

/** How many carry a tag or one under it; that of sessions leads to them, found by the same filter. */
export function TagCount({ tag, isTabStop }: { tag: PlacedTag; isTabStop: boolean }) {
  const { data, isError } = useTagCounts(tag.scope)
  // A tag made since they were counted is carried by nobody yet.
  const usage = data === undefined ? undefined : (data.get(tag.id) ?? unused)
  return (
    <span className="grid min-w-12 shrink-0 justify-items-end text-muted tabular-nums">
      {usage === undefined ? (
        <Unknown isFailed={isError} />
      ) : (
        <Count tag={tag} usage={usage} isTabStop={isTabStop} />
      )}
    </span>
  )
}

const Unknown = ({ isFailed }: { isFailed: boolean }) =>
  isFailed ? <span aria-hidden="true">–</span> : <Skeleton className="h-3 w-5" />

type Usage = Readonly<{ count: number; countWithin: number }>
const unused: Usage = { count: 0, countWithin: 0 }

function Count({ tag, usage, isTabStop }: { tag: PlacedTag; usage: Usage; isTabStop: boolean }) {
  const t = useMessages()
  const formats = useFormats()
  const n = usage.countWithin
  const count = formats.count(n, countMax)
  const own = formats.count(usage.count, countMax)
  const title =
    tag.under > 0 ? t('tags.countWithin', { count, own }) : t(`tags.carry.${tag.scope}`, { n, count })
  if (tag.scope === 'contact' || n === 0) {
    return (
      <span title={title} className={n === 0 ? 'text-faint' : ''}>
        {count}
      </span>
    )
  }
  return (
    <Link
      to="/sessions"
      search={{ filter: `tag:any(${tag.id})` }}
      tabIndex={isTabStop ? 0 : -1}
      title={title}
      aria-label={t('tags.show', { n, count, name: tag.name })}
      className="-me-1 rounded-small px-1 underline-offset-2 hover:text-accent hover:underline"
    >
      {count}
    </Link>
  )
}
