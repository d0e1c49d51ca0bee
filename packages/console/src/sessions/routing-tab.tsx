import {
  Bot,
  ClipboardCheck,
  CornerDownRight,
  type LucideIcon,
  MessageCircle,
  Pause,
  Play,
  Square,
  UserCheck,
  Users,
} from 'lucide-react'
import { useMemo } from 'react'
import { useMe, useMessages } from '../app/index.ts'
import { useFormats, useNow } from '../ui/index.ts'
import { describeRouting, type RoutingWords } from './describe-routing.ts'
import type { SessionRecord } from './merge-record.ts'
import { type RoutingEvent, type RoutingStep, routingSteps } from './routing-steps.ts'
import { useKnownPeople } from './use-known-people.ts'
import { useTeamNames } from './use-team-names.ts'
import { useWhen } from './use-when.ts'

const icons: Record<RoutingEvent['type'], LucideIcon> = {
  'session.started': MessageCircle,
  'session.handed_off': Bot,
  'session.assigned': UserCheck,
  'session.released': Users,
  'session.transferred': CornerDownRight,
  'session.held': Pause,
  'session.resumed': Play,
  'session.wrap_up_started': ClipboardCheck,
  'session.ended': Square,
}

/** The way of the session from hand to hand, oldest first: who, how, after what wait, for how long and why. */
export function RoutingTab({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const { duration } = useFormats()
  const moment = useWhen()
  const { content, session } = record
  const steps = useMemo(() => routingSteps(content), [content])
  const people = useKnownPeople(content.people)
  const words: RoutingWords = {
    who: { people, meId: useMe().user.id, teamNames: useTeamNames() },
    t,
    moment,
    duration,
  }
  return (
    <div className="h-full overflow-y-auto px-4 py-3.5">
      <ol>
        {steps.map((step, index) => (
          <Step
            key={step.version}
            step={step}
            before={steps[index - 1]}
            words={words}
            isRunning={session.state !== 'ended'}
          />
        ))}
      </ol>
      <p className="border-t border-line pt-2.5 text-small text-faint">{t('sessions.routing.byHand')}</p>
    </div>
  )
}

function Step(props: {
  step: RoutingStep
  before: RoutingStep | undefined
  words: RoutingWords
  isRunning: boolean
}) {
  const { step, before, words } = props
  const formats = useFormats()
  const Icon = icons[step.event.type]
  const isNewDay = before === undefined || !formats.isSameDay(before.at, step.at)
  return (
    <li className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 pb-4 not-last:before:absolute not-last:before:inset-s-[9.5px] not-last:before:top-6 not-last:before:bottom-1 not-last:before:border-s not-last:before:border-line-strong">
      <Icon
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="mt-0.5 justify-self-center text-muted"
      />
      <div className="min-w-0">
        <p className="wrap-anywhere">{describeRouting(step, words)}</p>
        {step.remark === null ? null : (
          <p dir="auto" className="mt-1 rounded-base bg-note px-2.5 py-1.5 wrap-anywhere">
            {step.remark}
          </p>
        )}
        <p className="text-small text-faint">
          <time dateTime={new Date(step.at).toISOString()} title={formats.moment(step.at)}>
            <bdi>{isNewDay ? words.moment(step.at) : formats.time(step.at)}</bdi>
          </time>
          <Lasted step={step} isRunning={props.isRunning} words={words} />
        </p>
      </div>
    </li>
  )
}

/** For how long it stayed so; ticking at the last step of a running session. */
function Lasted({ step, isRunning, words }: { step: RoutingStep; isRunning: boolean; words: RoutingWords }) {
  if (step.lastedMs === null && !isRunning) return null
  const { t, duration } = words
  return (
    <span title={t('sessions.routing.lasted')}>
      {' · '}
      {step.lastedMs === null ? (
        <Running since={step.at} words={words} />
      ) : (
        t('sessions.routing.for', { time: duration(step.lastedMs) })
      )}
    </span>
  )
}

function Running({ since, words: { t, duration } }: { since: number; words: RoutingWords }) {
  return t('sessions.routing.for', { time: duration(useNow(1000) - since) })
}
