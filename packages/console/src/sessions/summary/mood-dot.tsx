import { type SentimentClass, sentimentClassOf } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { classNames } from '../../ui/index.ts'

// Told apart by their shape first: filled, open, and on its corner.
const shapes: Readonly<Record<SentimentClass, string>> = {
  positive: 'rounded-full bg-active',
  neutral: 'rounded-full border-[1.5px] border-hold',
  negative: 'rotate-45 rounded-[1px] bg-danger',
}

const Shape = ({ mood }: { mood: SentimentClass }) => (
  <span aria-hidden="true" className={classNames('block size-2 shrink-0', shapes[mood])} />
)

/** How the contact felt, as a dot whose shape and colour say it, and a word on hover and for those who listen. */
export function MoodDot({ sentiment, className }: { sentiment: number; className?: string }) {
  const t = useMessages()
  const mood = sentimentClassOf(sentiment)
  const words = t('sessions.mood.told', { mood: t(`sessions.mood.${mood}`) })
  return (
    <span
      role="img"
      aria-label={words}
      data-tooltip={words}
      className={classNames('inline-grid size-4 shrink-0 place-items-center', className)}
    >
      <Shape mood={mood} />
    </span>
  )
}

/** The same with its word beside it, for a column or a line that is about it. */
export function MoodWord({ sentiment }: { sentiment: number }) {
  const t = useMessages()
  const mood = sentimentClassOf(sentiment)
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <Shape mood={mood} />
      <span className="truncate">{t(`sessions.mood.${mood}`)}</span>
    </span>
  )
}
