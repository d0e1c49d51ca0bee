import { instant } from '@rapport/domain'
import { useMessages } from '../app/index.ts'
import { TimeBar, useFormats, useNow } from '../ui/index.ts'
import type { SessionRecord } from './merge-record.ts'
import { clockSegments, timeSegments } from './time-segments.ts'

const clockOf = {
  bot: 'bot',
  waiting: 'totalWait',
  active: 'handling',
  hold: 'hold',
  wrapup: 'wrapUp',
} as const

/** How the session's time was spent, ticking while it runs, each number with how it is computed. */
export function SessionTimeBar({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const formats = useFormats()
  const { session, content, isComplete } = record
  const now = instant(Math.max(useNow(1000), session.since))
  const stretches = isComplete ? timeSegments(session, content.events, now) : clockSegments(session, now)
  const { firstResponseMs } = session.clocks
  return (
    <TimeBar
      label={t('sessions.time.label')}
      segments={stretches.map(({ kind, milliseconds }) => ({
        kind,
        milliseconds,
        label: t(`sessions.time.${kind}`),
        explanation: t(`sessions.clock.${clockOf[kind]}.how`),
      }))}
      trailing={
        firstResponseMs === null ? null : (
          <span title={t('sessions.clock.firstResponse.how')} className="max-sm:hidden">
            {t('sessions.time.firstReply')}{' '}
            <b className="font-strong text-text">{formats.duration(firstResponseMs)}</b>
          </span>
        )
      }
    />
  )
}
