import type { MessageView } from '@rapport/contract/light'
import {
  type Answer,
  type Answers,
  answerTo,
  type Criterion,
  type MessageId,
  type ReviewScore,
  type Scorecard,
  type ScorecardCategory,
} from '@rapport/domain'
import { type ReactNode, useId } from 'react'
import { useMessages } from '../../app/index.ts'
import { Badge, classNames, Textarea } from '../../ui/index.ts'
import { Score } from '../score.tsx'
import { sharesOf } from '../scorecards/shares-of.ts'
import { EvidenceChips } from './evidence-chips.tsx'
import { ScaleControl } from './scale-control.tsx'

/** What can be done to a card that is being filled in. */
export type Judging = Readonly<{
  focusedId: string | null
  onFocus: (id: string) => void
  onValue: (id: string, value: number | null) => void
  onComment: (id: string, comment: string) => void
  onUnpin: (id: string, messageId: MessageId) => void
  /** Criteria to be marked as missing. */
  missing: ReadonlySet<string>
}>

/** What a card takes. Without `judging` it shows a review that was given. */
export type ScoreCardProps = Readonly<{
  scorecard: Scorecard
  answers: Answers
  remarkOf: (id: string) => Omit<Answer, 'value'>
  score: Pick<ReviewScore, 'categoryScores' | 'failedCritical'>
  messages: readonly MessageView[]
  onShow: (messageId: MessageId) => void
  judging?: Judging | undefined
}>

/** A scorecard with what was judged by it, category by category; filled in where `judging` is given. */
export function ScoreCard(props: ScoreCardProps) {
  const shares = sharesOf(props.scorecard.categories)
  return (
    <div className="grid grid-cols-1">
      {props.scorecard.categories.map((category, place) => (
        <Category key={category.id} {...props} category={category} share={shares[place] ?? 0} />
      ))}
    </div>
  )
}

function Category(props: ScoreCardProps & { category: ScorecardCategory; share: number }) {
  const t = useMessages()
  const { category, score } = props
  const headingId = useId()
  return (
    <section aria-labelledby={headingId} className="border-b border-line pb-2">
      <div className="flex items-center gap-2 px-4 pt-3 pb-1">
        <h3 id={headingId} className="min-w-0 flex-1 font-strong wrap-anywhere">
          <bdi>{category.name}</bdi>{' '}
          <span className="text-small font-normal text-faint">
            {t('quality.share', { share: props.share })}
          </span>
        </h3>
        <Score value={score.categoryScores[category.id] ?? null} />
      </div>
      <ul>
        {category.criteria.map((criterion) => (
          <li key={criterion.id}>
            <CriterionLine {...props} criterion={criterion} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type LineProps = ScoreCardProps & Readonly<{ criterion: Criterion }>

/** Where a criterion stands on the page, for whoever goes there by key. */
export const criterionElementId = (id: string) => `criterion-${id}`

function CriterionLine(props: LineProps) {
  const { criterion, judging } = props
  const { id } = criterion
  const isFocused = judging?.focusedId === id
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line of a list
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go from line to line by themselves
    <div
      id={criterionElementId(id)}
      role="group"
      aria-label={criterion.name}
      aria-current={isFocused ? 'true' : undefined}
      tabIndex={-1}
      // Not at a press: the lines above change their height with it, and what was pressed would move away before it is let go.
      onFocus={({ target }) => target.matches(':focus-visible') && judging?.onFocus(id)}
      onClick={() => judging?.onFocus(id)}
      className={classNames(
        'grid grid-cols-1 gap-1.5 border-s-2 ps-3.5 pe-4 py-2 outline-none',
        isFocused ? 'border-accent bg-selected' : 'border-transparent',
      )}
    >
      <CriterionName {...props} />
      <ScaleControl
        criterion={criterion}
        answers={props.answers}
        onValue={judging && ((value) => judging.onValue(id, value))}
      />
      <CriterionWords {...props} isFocused={isFocused} />
    </div>
  )
}

function CriterionName({ criterion, judging, score }: LineProps) {
  const t = useMessages()
  const isMissing = judging?.missing.has(criterion.id) ?? false
  const isFailed = score.failedCritical.includes(criterion.id)
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <bdi className="font-medium wrap-anywhere">{criterion.name}</bdi>
        {criterion.isCritical ? (
          <Badge kind={isFailed ? 'danger' : 'neutral'}>
            {t(isFailed ? 'quality.criticalFailed' : 'quality.critical')}
          </Badge>
        ) : null}
        {isMissing ? <span className="text-small text-danger">{t('quality.notJudged')}</span> : null}
      </div>
      {criterion.description === '' ? null : (
        <p className="text-small text-muted wrap-anywhere whitespace-pre-line">
          <bdi>{criterion.description}</bdi>
        </p>
      )}
    </div>
  )
}

/** The comment and the evidence: fields where one judges, else what there is. */
function CriterionWords(props: LineProps & { isFocused: boolean }): ReactNode {
  const t = useMessages()
  const { criterion, judging, isFocused } = props
  const { comment, evidence } = props.remarkOf(criterion.id)
  const isUnkept =
    judging !== undefined &&
    answerTo(props.answers, criterion) === undefined &&
    (comment !== '' || evidence.length > 0)
  return (
    <>
      {isFocused && judging ? (
        <Textarea
          hideLabel
          data-comment
          label={t('quality.commentOn', { name: criterion.name })}
          placeholder={t('quality.commentHint')}
          rows={1}
          maxLength={2000}
          value={comment}
          className="min-h-8!"
          onChange={(event) => judging.onComment(criterion.id, event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            document.getElementById(criterionElementId(criterion.id))?.focus()
          }}
        />
      ) : comment === '' ? null : (
        <p className="wrap-anywhere whitespace-pre-line text-muted">
          <bdi>{comment}</bdi>
        </p>
      )}
      <EvidenceChips
        name={criterion.name}
        messageIds={evidence}
        messages={props.messages}
        onShow={props.onShow}
        onRemove={judging && ((messageId) => judging.onUnpin(criterion.id, messageId))}
      />
      {isUnkept ? <p className="text-small text-waiting">{t('quality.unkept')}</p> : null}
    </>
  )
}
