import type { PersonView } from '@rapport/contract/light'
import { agentOf, clocksAt, durationMs, instant, type Session } from '@rapport/domain'
import { useMay, useMessages } from '../../app/index.ts'
import { nameOf, OutcomePicker, PriorityPicker, TagsEditor, useMarks, useTags } from '../../sessions/index.ts'
import { DetailList, Duration, PaneSection, StatePill, useNow } from '../../ui/index.ts'

/** How the session stands, with its clocks running. */
export function SessionFacts(props: {
  session: Session
  conversation: { people: Readonly<Record<string, PersonView>> }
  meId: string
  teamNames: Readonly<Record<string, string>>
}) {
  const t = useMessages()
  const { session, meId, teamNames, conversation } = props
  const agentId = agentOf(session)
  const who = { people: conversation.people, meId, teamNames }
  return (
    <PaneSection title={t('inbox.session')}>
      <DetailList
        items={[
          { term: t('inbox.state'), value: <StatePill state={session.state} /> },
          {
            term: t('inbox.agent'),
            value: agentId === null ? null : <bdi>{nameOf({ kind: 'agent', id: agentId }, who, t)}</bdi>,
          },
          {
            term: t('inbox.team'),
            value: session.teamId === null ? null : <bdi>{teamNames[session.teamId] ?? '…'}</bdi>,
          },
          ...useMarkItems(session),
          ...useClockItems(session),
        ]}
      />
    </PaneSection>
  )
}

/** What colleagues say about the session, changed here. */
function useMarkItems(session: Session) {
  const t = useMessages()
  const marks = useMarks(session.id)
  const { sessionTags } = useTags()
  const isReadOnly = !useMay('sessions.answer')
  return [
    {
      term: t('sessions.tags.tags'),
      value: (
        <TagsEditor
          tagIds={session.tagIds}
          tags={sessionTags}
          onChange={(change) => void marks.changeTags(change)}
          isReadOnly={isReadOnly}
          hasShortcut
        />
      ),
    },
    {
      term: t('sessions.priority'),
      value: (
        <PriorityPicker
          priority={session.priority}
          onChange={(priority) => void marks.setPriority(priority)}
          isReadOnly={isReadOnly}
          hasShortcut
        />
      ),
    },
    {
      term: t('sessions.outcome'),
      value: isReadOnly ? (
        session.outcome
      ) : (
        <OutcomePicker
          hideLabel
          outcome={session.outcome}
          onChange={(outcome) => void marks.setOutcome(outcome)}
        />
      ),
    },
  ]
}

function useClockItems(session: Session) {
  const t = useMessages()
  // An ended session's clocks stand still, and need no ticking.
  const now = instant(useNow(session.state === 'ended' ? 3_600_000 : 1000))
  const clocks = clocksAt(session, now)
  const time = (ms: number | null) => (ms === null ? null : <Duration milliseconds={ms} />)
  return [
    { term: t('inbox.clock.wait'), value: time(clocks.totalWaitMs), explanation: t('inbox.clock.waitHow') },
    {
      term: t('inbox.clock.firstResponse'),
      value: time(clocks.firstResponseMs),
      explanation: t('inbox.clock.firstResponseHow'),
    },
    {
      term: t('inbox.clock.handling'),
      value: time(clocks.handlingMs),
      explanation: t('inbox.clock.handlingHow'),
    },
    ...(clocks.botMs > 0 ? [{ term: t('inbox.clock.bot'), value: time(clocks.botMs) }] : []),
    ...(clocks.holdMs > 0 ? [{ term: t('inbox.clock.hold'), value: time(clocks.holdMs) }] : []),
    {
      term: t('inbox.clock.duration'),
      value: time(durationMs(session, now)),
      explanation: t('inbox.clock.durationHow'),
    },
  ]
}
