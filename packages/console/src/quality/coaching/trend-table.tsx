import { useMessages } from '../../app/index.ts'
import { useFormats, useNow } from '../../ui/index.ts'
import { Score } from '../score.tsx'
import type { Coaching } from './coaching.ts'
import { midMonday } from './mid-monday.ts'

/** The trend in numbers, week by week. */
export function TrendTable({ trend }: { trend: Coaching['trend'] }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  return (
    <table className="w-full max-w-120">
      <thead>
        <tr className="border-b border-line text-small text-faint">
          <th className="py-1 text-start font-medium">{t('quality.weekOf')}</th>
          <th className="py-1 text-end font-medium">{t('quality.score')}</th>
          <th className="py-1 text-end font-medium">{t('quality.reviewsCount')}</th>
        </tr>
      </thead>
      <tbody>
        {trend.map(({ from, score, reviews }) => (
          <tr key={from} className="border-b border-line-soft">
            <td className="py-1">{formats.day(midMonday(from), now)}</td>
            <td className="py-1 text-end">
              <Score value={score} />
            </td>
            <td className="py-1 text-end">{formats.count(reviews)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
