import type { SessionRow } from '@rapport/contract/light'
import { classNames } from '../../ui/index.ts'
import { ClippedText } from '../session-columns.tsx'
import { MoodDot } from './mood-dot.tsx'

/** What a list says a session was about: its summary, or quieter what was said last; null where nobody said anything. */
export const aboutOf = ({
  summary,
  preview,
}: SessionRow): Readonly<{ text: string; isLast: boolean }> | null => {
  if (summary) return { text: summary, isLast: false }
  return preview ? { text: preview, isLast: true } : null
}

/** What a session was about in one line, with the contact's mood before it where it could be told. */
export function SummaryLine({ row }: { row: SessionRow }) {
  const about = aboutOf(row)
  const { sentiment } = row.session
  return (
    <span className="flex min-w-0 items-center gap-1.25">
      {sentiment === null ? null : <MoodDot sentiment={sentiment} className="-ms-0.5" />}
      {about === null ? (
        <span className="text-faint">–</span>
      ) : (
        <ClippedText
          text={about.text}
          className={classNames('min-w-0 flex-1', about.isLast && 'text-muted')}
        />
      )}
    </span>
  )
}
