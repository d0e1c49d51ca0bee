import type { SummaryView } from '@rapport/contract/light'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, PaneSection } from '../../ui/index.ts'
import type { SessionRecord } from '../merge-record.ts'
import { MoodWord } from './mood-dot.tsx'
import { MoodTable } from './mood-table.tsx'

// The chart's library is fetched by whoever reads a session's details.
const MoodChart = lazy(() => import('./mood-chart.tsx').then((part) => ({ default: part.MoodChart })))

/** How the contact felt, in a word and over the session: drawn, or as the numbers behind the drawing. */
export function MoodSection({
  record,
  confidence,
}: {
  record: SessionRecord
  confidence: SummaryView['sentimentConfidence']
}) {
  const t = useMessages()
  const [isTable, setIsTable] = useState(false)
  const { sentiment, summarisedBy } = record.session
  const course = courseOf(record)
  if (sentiment === null)
    return summarisedBy === null ? null : (
      <PaneSection title={t('sessions.course.title')}>
        <p className="text-small text-muted">{t('sessions.course.none')}</p>
      </PaneSection>
    )
  return (
    <PaneSection
      title={t('sessions.course.title')}
      action={
        course.length < 2 ? null : (
          <Button kind="quiet" size="small" aria-expanded={isTable} onClick={() => setIsTable(!isTable)}>
            {t('sessions.course.numbers')}
          </Button>
        )
      }
    >
      <p className="flex flex-wrap items-center gap-x-2">
        <MoodWord sentiment={sentiment} />
        {confidence === 'low' ? (
          <span className="text-small text-muted">{t('sessions.course.unsure')}</span>
        ) : null}
      </p>
      {course.length < 2 ? null : (
        <div className="mt-1.5">
          <Suspense fallback={<div className="h-26" />}>
            <MoodChart course={course} />
          </Suspense>
          {isTable ? <MoodTable course={course} /> : null}
        </div>
      )}
    </PaneSection>
  )
}

/** The newest course that was told, part by part. */
function courseOf({ content }: SessionRecord): readonly number[] {
  const told = content.events.findLast(({ recorded: { event } }) => event.type === 'session.sentiment_set')
  return told?.recorded.event.type === 'session.sentiment_set' ? told.recorded.event.course : []
}
