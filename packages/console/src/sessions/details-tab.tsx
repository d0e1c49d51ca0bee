import type { Session } from '@rapport/domain'
import { type MessageKey, useMessages } from '../app/index.ts'
import { PaneSection, useFormats } from '../ui/index.ts'
import { ClocksSection } from './clocks/clocks-section.tsx'
import { FactsSection } from './facts-section.tsx'
import type { SessionRecord } from './merge-record.ts'
import { SessionTimeBar } from './session-time-bar.tsx'
import { SummarySection } from './summary/summary-section.tsx'

/** What the session was about, and the session in numbers: its time, its clocks with their formulas, its counters, and where it came from. */
export function DetailsTab({ record }: { record: SessionRecord }) {
  return (
    <div className="flex h-full flex-col gap-5 overflow-y-auto px-4 pt-3.5 pb-6">
      <SessionTimeBar record={record} />
      <SummarySection record={record} />
      <ClocksSection record={record} />
      <Counters session={record.session} />
      <FactsSection record={record} />
    </div>
  )
}

const counterIds = ['messages', 'byContact', 'byAgents', 'byBots', 'notes', 'transfers', 'watchHits'] as const

/** Side by side, because one is read against the other. */
function Counters({ session }: { session: Session }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <PaneSection title={t('sessions.counters')}>
      <dl className="grid grid-cols-4 gap-x-2 gap-y-2.5 max-sm:grid-cols-2">
        {counterIds.map((id) => (
          <div key={id} className="flex flex-col-reverse justify-end">
            <dt className="text-small text-muted">{t(`sessions.counter.${id}` satisfies MessageKey)}</dt>
            <dd className="font-strong">{formats.count(session.counters[id])}</dd>
          </div>
        ))}
      </dl>
    </PaneSection>
  )
}
