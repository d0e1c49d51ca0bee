import type { UseQueryResult } from '@tanstack/react-query'
import { describeProblem, useMessages } from '../app/index.ts'
import type { PlacedTag } from '../sessions/index.ts'
import { useFormats } from '../ui/index.ts'
import { countMax } from './tag-count.tsx'

type Usage = Readonly<{ count: number; countWithin: number; views: readonly string[] }>

/** What a change of a tag touches: who carries it, and the saved views that filter by it. */
export function TagEffects(props: { tag: PlacedTag; usage: UseQueryResult<Usage>; isWithBranch?: boolean }) {
  const t = useMessages()
  const formats = useFormats()
  const { tag, usage, isWithBranch = false } = props
  const { data, error } = usage
  if (error !== null) {
    return <p className="text-danger">{t('tags.countFailed', { reason: describeProblem(error, t) })}</p>
  }
  if (data === undefined) return <p className="text-muted">{t('tags.counting')}</p>
  const { count, countWithin, views } = data
  const n = isWithBranch ? countWithin : count
  return (
    <ul className="grid gap-1">
      <li>
        {t(isWithBranch ? `tags.carryAny.${tag.scope}` : `tags.carry.${tag.scope}`, {
          n,
          count: formats.count(n, countMax),
        })}
      </li>
      {views.length === 0 ? null : (
        <li>
          {t('tags.views', { n: views.length })} <bdi className="text-muted">{views.join(', ')}</bdi>
        </li>
      )}
    </ul>
  )
}
