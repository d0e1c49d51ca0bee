import type { Endpoints, InputOf, ReviewView } from '@rapport/contract/light'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { PagesTable, useClient, useMessages, usePages } from '../../app/index.ts'
import { classNames, columnMaker, type DataColumn, isPhone, RelativeTime, useMedia } from '../../ui/index.ts'
import { Score } from '../score.tsx'
import { StandingBadge } from './standing-badge.tsx'

/** What narrows a list of reviews. */
export type ReviewFilter = Omit<InputOf<Endpoints['reviews']['list']>, 'limit' | 'cursor'>

const pageSize = 50
const idOf = ({ id }: ReviewView) => id
type ColumnId = 'session' | 'agent' | 'reviewer' | 'scorecard' | 'score' | 'standing' | 'when'

/** Reviews, newest first; one opens beside its session. `isOwn`: for the agent, who need not be told whose work it is. */
export function ReviewTable(props: {
  label: string
  filter: ReviewFilter
  isOwn?: boolean
  empty: ReactNode
}) {
  const t = useMessages()
  const { reviews } = useClient()
  const navigate = useNavigate()
  const pages = usePages<ReviewView>({
    key: ['reviews', 'list', props.filter],
    fetchPage: (cursor, signal) =>
      reviews.list({ ...props.filter, limit: pageSize, ...(cursor === null ? {} : { cursor }) }, { signal }),
    everyMs: 15_000,
  })
  return (
    <PagesTable
      label={props.label}
      pages={pages}
      columns={useColumns(props.isOwn ?? false)}
      rowId={idOf}
      onOpen={({ id }) => void navigate({ to: '/quality/reviews/$reviewId', params: { reviewId: id } })}
      failed={t('quality.listFailed')}
      empty={props.empty}
    />
  )
}

function useColumns(isOwn: boolean): readonly DataColumn<ReviewView>[] {
  const t = useMessages()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<ReviewView>[] => {
    const column = columnMaker<ReviewView, ColumnId>((id) => t(`quality.column.${id}`))
    const room = isNarrow ? narrow : wide
    const session = column(
      'session',
      room.session,
      (review) => <SessionCell review={review} isOwn={isOwn} />,
      {
        grows: true,
      },
    )
    const agents = isOwn
      ? []
      : [column('agent', room.agent, ({ agentName }) => <bdi>{agentName ?? '–'}</bdi>)]
    const outcome = [
      column('score', room.score, ({ score }) => <Score value={score} isBare={isNarrow} />),
      column('standing', room.standing, (review) => <StandingBadge review={review} />),
    ]
    if (isNarrow) return [session, ...agents, ...outcome]
    return [
      ...[session, ...agents],
      column('reviewer', 150, ({ reviewerName }) => <bdi>{reviewerName ?? '–'}</bdi>),
      column('scorecard', 170, (review) => <ScorecardCell review={review} />),
      ...outcome,
      column('when', 84, ({ submittedAt, updatedAt }) => <RelativeTime at={submittedAt ?? updatedAt} />),
    ]
  }, [t, isNarrow, isOwn])
}

const wide = { session: 150, agent: 150, score: 110, standing: 120 }
const narrow = { session: 104, agent: 92, score: 58, standing: 118 }

function ScorecardCell({ review: { scorecard } }: { review: ReviewView }) {
  const t = useMessages()
  if (scorecard === null) return <span className="text-faint">{t('quality.plain')}</span>
  return <bdi>{scorecard.name}</bdi>
}

function SessionCell({ review, isOwn }: { review: ReviewView; isOwn: boolean }) {
  const t = useMessages()
  const isNew = isOwn && review.response === 'none'
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {isNew ? (
        <>
          <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-accent" />
          <span className="sr-only">{t('quality.isNew')}</span>
        </>
      ) : null}
      <span className={classNames('truncate', isNew && 'font-strong')}>
        <span className="text-muted">{t('quality.number', { number: review.sessionNumber })}</span>{' '}
        <bdi>{review.contactName ?? t('quality.aVisitor')}</bdi>
      </span>
    </span>
  )
}
