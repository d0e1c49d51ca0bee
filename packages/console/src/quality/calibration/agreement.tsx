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
  const { sessions } = calibration
  const mean = sessions.reduce((sum, { spread }) => sum + spread, 0) / sessions.length
  const word = mean <= closeMax ? 'close' : mean <= fairMax ? 'fair' : 'wide'
  return (
    <>
      <p role="status" className="rounded-base bg-sunken px-3 py-2">
        <span className="font-strong">{t(`quality.agree.${word}`)}</span>{' '}
        {t('quality.agreeBy', {
          points: formats.count(Math.round(mean * 10) / 10),
          n: sessions.length,
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

function Matrix({ calibration: { sessions, reviewers } }: { calibration: Calibration }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by key
    <section className="overflow-x-auto" aria-label={t('quality.matrix')} tabIndex={0}>
      <table className="w-full min-w-max">
        <thead>
          <tr className="border-b border-line text-small text-faint">
            <th className="py-1.5 pe-4 text-start font-medium">{t('quality.column.session')}</th>
            {reviewers.map(({ id, name }) => (
              <th key={id} className="px-2 py-1.5 text-end font-medium">
                <bdi>{name ?? t('quality.aReviewer')}</bdi>
              </th>
            ))}
            <th className="ps-4 py-1.5 text-end font-medium">{t('quality.spread')}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.sessionId} className="border-b border-line-soft">
              <td className="py-1.5 pe-4">
                <Link
                  to="/sessions/$sessionId"
                  params={{ sessionId: session.sessionId }}
                  search={{ tab: 'qa' }}
                  className="text-accent underline underline-offset-2"
                >
                  {t('quality.number', { number: session.sessionNumber })}
                </Link>{' '}
                <bdi className="text-muted">{session.agentName}</bdi>
              </td>
              {reviewers.map(({ id }) => {
                const review = session.reviews.find(({ reviewerId }) => reviewerId === id)
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
              <td
                className={classNames(
                  'ps-4 py-1.5 text-end font-strong',
                  session.spread > fairMax ? 'text-danger' : session.spread > closeMax && 'text-waiting',
                )}
              >
                {formats.count(session.spread)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Differences({ calibration: { criteria } }: { calibration: Calibration }) {
  const t = useMessages()
  return (
    <ol>
      {criteria.map(({ id, name, spread, sessions }) => (
        <li key={id} className="grid gap-1 border-b border-line-soft py-1.5">
          <span className="flex gap-2">
            <bdi className="min-w-0 flex-1 wrap-anywhere">{name}</bdi>
            <span className="text-muted">
              {t('quality.ofScale', { share: Math.round(spread * 100) })}
              {' · '}
              {t('quality.sessions', { n: sessions })}
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
      {reviewers.map(({ id, name, leaning, sessions }) => {
        const points = Math.round(leaning * 10) / 10
        const way = points > 0 ? 'above' : points < 0 ? 'below' : 'even'
        return (
          <li key={id} className="flex gap-2 border-b border-line-soft py-1.5">
            <bdi className="min-w-0 flex-1 truncate">{name ?? t('quality.aReviewer')}</bdi>
            <span className="text-muted">
              {t(`quality.leans.${way}`, { points: formats.count(Math.abs(points)) })}
              {' · '}
              {t('quality.sessions', { n: sessions })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
