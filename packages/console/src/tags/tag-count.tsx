import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../app/index.ts'
import type { PlacedTag } from '../sessions/index.ts'
import { Skeleton, useFormats } from '../ui/index.ts'
import { useTagUsage } from './use-tag-usage.ts'

/** The highest number that is counted to. */
export const countMax = 10_000

/**
 * How many carry a tag or one under it, asked for once its line has been seen; that of sessions leads to them, found by
 * the same filter.
 */
export function TagCount({ tag, isTabStop }: { tag: PlacedTag; isTabStop: boolean }) {
  const box = useRef<HTMLSpanElement>(null)
  const isSeen = useSeen(box)
  const { data } = useTagUsage(tag.id, { isEnabled: isSeen })
  return (
    <span ref={box} className="grid min-w-12 shrink-0 justify-items-end text-muted tabular-nums">
      {data === undefined ? (
        <Skeleton className="h-3 w-5" />
      ) : (
        <Count tag={tag} usage={data} isTabStop={isTabStop} />
      )}
    </span>
  )
}

type Usage = Readonly<{ count: number; countWithin: number }>

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

/** Whether something has come into sight yet. */
function useSeen(box: React.RefObject<HTMLElement | null>): boolean {
  const [isSeen, setIsSeen] = useState(false)
  useEffect(() => {
    if (isSeen || box.current === null) return
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setIsSeen(true)
    })
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [isSeen, box])
  return isSeen
}
