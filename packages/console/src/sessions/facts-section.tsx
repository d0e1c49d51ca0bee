import { Star } from 'lucide-react'
import type { ReactNode } from 'react'
import { type MessageKey, useMay, useMe, useMessages } from '../app/index.ts'
import { classNames, PaneSection, useChannelName, useFormats, useUiLocale } from '../ui/index.ts'
import { OutcomePicker } from './marks/outcome-picker.tsx'
import { useMarks } from './marks/use-marks.ts'
import type { SessionRecord } from './merge-record.ts'
import { countryName, languageName } from './place-names.ts'
import { SafeLink } from './safe-link.tsx'
import { holderName } from './session-columns.tsx'
import { nameOf } from './thread/people.ts'
import { useTeamNames } from './use-team-names.ts'

type Fact = Readonly<{ term: MessageKey; value: ReactNode }>

const nothing = <span className="text-faint">–</span>

/** How the session began, went and ended, and where its contact came from. */
export function FactsSection({ record }: { record: SessionRecord }) {
  const t = useMessages()
  return (
    <>
      <PaneSection title={t('sessions.facts')}>
        <FactList facts={[...useCourse(record), ...useEnd(record)]} />
      </PaneSection>
      <PaneSection title={t('sessions.origin')}>
        <FactList facts={useOrigin(record)} />
      </PaneSection>
    </>
  )
}

function useCourse({ row, session }: SessionRecord): readonly Fact[] {
  const t = useMessages()
  const formats = useFormats()
  const teamNames = useTeamNames()
  const { teamId } = session
  return [
    { term: 'sessions.fact.number', value: t('sessions.panel.number', { number: session.number }) },
    { term: 'sessions.column.agent', value: holderName(row) },
    {
      term: 'sessions.column.team',
      value: teamId === null ? null : (row.teamName ?? teamNames[teamId] ?? null),
    },
    { term: 'sessions.fact.started', value: formats.moment(session.startedAt) },
  ]
}

function useEnd({ session, content }: SessionRecord): readonly Fact[] {
  const t = useMessages()
  const formats = useFormats()
  const who = { people: content.people, meId: useMe().user.id, teamNames: {} }
  const marks = useMarks(session.id)
  const isReadOnly = !useMay('sessions.answer')
  const outcome = isReadOnly ? (
    session.outcome
  ) : (
    <span className="block max-w-60">
      <OutcomePicker hideLabel outcome={session.outcome} onChange={(word) => void marks.setOutcome(word)} />
    </span>
  )
  const ended: readonly Fact[] =
    session.state === 'ended'
      ? [
          { term: 'sessions.fact.ended', value: formats.moment(session.since) },
          { term: 'sessions.fact.endReason', value: t(`sessions.endReason.${session.endReason}`) },
          { term: 'sessions.fact.endedBy', value: nameOf(session.endedBy, who, t) },
        ]
      : []
  return [
    ...ended,
    { term: 'sessions.outcome', value: outcome },
    { term: 'sessions.rating', value: session.rating === null ? null : <Rating rating={session.rating} /> },
  ]
}

function useOrigin({ row }: SessionRecord): readonly Fact[] {
  const t = useMessages()
  const { tag } = useUiLocale()
  const channel = useChannelName()(row.inbox)
  const { language, country, pageUrl, referrer, device } = row.origin
  return [
    { term: 'sessions.fact.inbox', value: row.inbox.name },
    { term: 'sessions.fact.channel', value: channel },
    { term: 'sessions.fact.language', value: language === null ? null : languageName(language, tag) },
    { term: 'sessions.fact.country', value: country === null ? null : countryName(country, tag) },
    { term: 'sessions.fact.pageUrl', value: pageUrl === null ? null : <SafeLink address={pageUrl} /> },
    { term: 'sessions.fact.referrer', value: referrer === null ? null : <SafeLink address={referrer} /> },
    { term: 'sessions.fact.device', value: device === null ? null : t(`sessions.device.${device}`) },
  ]
}

/** The contact's verdict, as stars and as words. */
function Rating({ rating }: { rating: number }) {
  const t = useMessages()
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className="inline-flex">
        {[1, 2, 3, 4, 5].map((star) => (
          <Star
            key={star}
            size={14}
            className={classNames(star <= rating ? 'fill-waiting text-waiting' : 'text-line-strong')}
          />
        ))}
      </span>
      {t('sessions.rating.of', { rating })}
    </span>
  )
}

function FactList({ facts }: { facts: readonly Fact[] }) {
  const t = useMessages()
  return (
    <dl className="grid gap-y-1.25">
      {facts.map(({ term, value }) => (
        <div key={term} className="grid grid-cols-[112px_minmax(0,1fr)] items-baseline gap-x-2">
          <dt className="text-muted">{t(term)}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {value === null ? nothing : typeof value === 'string' ? <bdi>{value}</bdi> : value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
