import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import { useMessages } from '../../app/index.ts'
import { classNames, useFormats } from '../../ui/index.ts'
import type { Calibration } from './calibration.ts'

const closeMax = 5
const fairMax = 15

/** The same sessions as several people judged them, what they differ on most, and who leans which way. */
export function Agreement({ calibration }: { calibration: Calibration }) {
  const t = useMessages()
  const formats = useFormats()
  const { parts } = calibration
  const mean = parts.reduce((sum, { spread }) => sum + spread, 0) / parts.length
  const word = mean <= closeMax ? 'close' : mean <= fairMax ? 'fair' : 'wide'
  return (
    <>
      <p role="status" className="rounded-base bg-sunken px-3 py-2">
        <span className="font-strong">{t(`quality.agree.${word}`)}</span>{' '}
        {t('quality.agreeBy', {
          points: formats.count(Math.round(mean * 10) / 10),
          n: parts.length,
        })}
      </p>
      <Part title={t('quality.matrix')}>
        <Matrix calibration={calibration} />
      </Part>
      <div className="grid grid-cols-1 gap-6 md:grid-cols-2">
        <Part title={t('quality.differMost')}>
          <Differences calibration={calibration} />
        </Part>
        <Part title={t('quality.leanings')}>
          <Leanings calibration={calibration} />
        </Part>
      </div>
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="mb-1 font-strong">
        {title}
      </h2>
      {children}
    </section>
  )
}

function Matrix({ calibration: { parts, reviewers } }: { calibration: Calibration }) {
  const t = useMessages()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by key
    <section className="overflow-x-auto" aria-label={t('quality.matrix')} tabIndex={0}>
      <table className="w-full min-w-max">
        <thead>
          <tr className="border-b border-line text-small text-faint">
            <th className="py-1.5 pe-4 text-start font-medium">{t('quality.column.session')}</th>
            {/* Before the scores it is made of: on a small screen these are scrolled to. */}
            <th className="px-2 py-1.5 text-end font-medium">{t('quality.spread')}</th>
            {reviewers.map(({ id, name }) => (
              <th key={id} className="px-2 py-1.5 text-end font-medium">
                <bdi>{name ?? t('quality.aReviewer')}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <PartRow key={`${part.sessionId} ${part.agentId}`} part={part} reviewers={reviewers} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PartRow(props: { part: Calibration['parts'][number]; reviewers: Calibration['reviewers'] }) {
  const t = useMessages()
  const formats = useFormats()
  const { sessionId, sessionNumber, agentName, spread, reviews } = props.part
  return (
    <tr className="border-b border-line-soft">
      <td className="max-w-56 py-1.5 pe-4">
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId }}
          search={{ tab: 'qa' }}
          className="text-accent underline underline-offset-2"
        >
          {t('quality.number', { number: sessionNumber })}
        </Link>{' '}
        <bdi className="wrap-anywhere text-muted">{agentName}</bdi>
      </td>
      <td
        className={classNames(
          'px-2 py-1.5 text-end font-strong',
          spread > fairMax ? 'text-danger' : spread > closeMax && 'text-waiting',
        )}
      >
        {formats.count(spread)}
      </td>
      {props.reviewers.map(({ id }) => {
        const review = reviews.find(({ reviewerId }) => reviewerId === id)
        return (
          <td key={id} className="px-2 py-1.5 text-end">
            {review === undefined ? (
              <span className="text-faint">–</span>
            ) : (
              <Link
                to="/quality/reviews/$reviewId"
                params={{ reviewId: review.reviewId }}
                className="underline-offset-2 hover:underline"
              >
                {formats.count(review.score)}
              </Link>
            )}
          </td>
        )
      })}
    </tr>
  )
}

function Differences({ calibration: { criteria } }: { calibration: Calibration }) {
  const t = useMessages()
  return (
    <ol>
      {criteria.map(({ id, name, spread, parts }) => (
        <li key={id} className="grid gap-1 border-b border-line-soft py-1.5">
          <span className="flex gap-2">
            <bdi className="min-w-0 flex-1 wrap-anywhere">{name}</bdi>
            <span className="text-muted">
              {t('quality.ofScale', { share: Math.round(spread * 100) })}
              {' · '}
              {t('quality.sessions', { n: parts })}
            </span>
          </span>
          <span aria-hidden="true" className="block h-1 overflow-hidden rounded-full bg-line">
            <span className="block h-full bg-waiting" style={{ width: `${spread * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function Leanings({ calibration: { reviewers } }: { calibration: Calibration }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <ul>
      {reviewers.map(({ id, name, leaning, parts }) => {
        const points = Math.round(leaning * 10) / 10
        const way = points > 0 ? 'above' : points < 0 ? 'below' : 'even'
        return (
          <li key={id} className="flex gap-2 border-b border-line-soft py-1.5">
            <bdi className="min-w-0 flex-1 truncate">{name ?? t('quality.aReviewer')}</bdi>
            <span className="text-muted">
              {t(`quality.leans.${way}`, { points: formats.count(Math.abs(points)) })}
              {' · '}
              {t('quality.sessions', { n: parts })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
