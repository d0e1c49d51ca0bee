import { Link } from '@tanstack/react-router'
import { MessageSquareQuote } from 'lucide-react'
import { useId } from 'react'
import { useMessages } from '../../app/index.ts'
import { useFormats, useNow } from '../../ui/index.ts'
import { Score } from '../score.tsx'
import type { Coaching } from './coaching.ts'

type OneCriterion = Coaching['criteria'][number]
type Example = OneCriterion['examples'][number]

const shownMax = 8

/** What to work at, weakest first, each with the sessions that show it: a link to the very message where one is pinned. */
export function WeakestCriteria({ criteria }: { criteria: Coaching['criteria'] }) {
  const t = useMessages()
  const id = useId()
  if (criteria.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 font-strong">
        {t('quality.weakest')}
      </h3>
      <ol>
        {criteria.slice(0, shownMax).map((criterion) => (
          <li key={`${criterion.scorecardId} ${criterion.criterionId}`}>
            <CriterionPart criterion={criterion} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function CriterionPart({ criterion }: { criterion: OneCriterion }) {
  const t = useMessages()
  return (
    <div className="grid grid-cols-1 gap-1 border-b border-line-soft py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <bdi className="font-medium wrap-anywhere">{criterion.name}</bdi>
        <span className="flex-1 text-small text-faint">
          <bdi>{criterion.scorecardName}</bdi> · {t('quality.judgedIn', { n: criterion.reviews })}
        </span>
        <Score value={criterion.score} />
      </div>
      {criterion.examples.length === 0 ? null : (
        <ul aria-label={t('quality.examplesOf', { name: criterion.name })} className="grid grid-cols-1 gap-1">
          {criterion.examples.map((example) => (
            <li key={example.reviewId}>
              <ExampleLine example={example} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function ExampleLine({ example }: { example: Example }) {
  const t = useMessages()
  const { sessionNumber, sessionId, reviewId, score, comment, evidence } = example
  return (
    <div className="grid grid-cols-1 gap-0.5 text-small text-muted">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link
          to="/quality/reviews/$reviewId"
          params={{ reviewId }}
          className="text-accent underline underline-offset-2"
        >
          {t('quality.reviewOf', { number: sessionNumber })}
        </Link>
        <span>{t('quality.scoreOf', { score })}</span>
        {comment === '' ? null : <q dir="auto">{comment}</q>}
      </p>
      {evidence.map((message) => (
        <EvidenceLink key={message.messageId} sessionId={sessionId} message={message} />
      ))}
    </div>
  )
}

/** The way to a message, by when it was said and its first words. */
function EvidenceLink(props: { sessionId: Example['sessionId']; message: Example['evidence'][number] }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  const { messageId, at, words } = props.message
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: props.sessionId }}
      search={{ message: messageId }}
      className="flex max-w-full items-center gap-1.5 justify-self-start underline-offset-2 hover:underline"
    >
      <MessageSquareQuote size={12} aria-hidden="true" className="shrink-0 text-accent" />
      <span className="shrink-0 text-faint">
        {formats.day(at, now)} · {formats.time(at)}
      </span>
      <bdi className="min-w-0 truncate text-accent">{words ?? t('quality.evidenceWithout')}</bdi>
    </Link>
  )
}
