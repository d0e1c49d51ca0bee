import type { ReviewView } from '@rapport/contract/light'
import type { ReactNode } from 'react'
import { useMessages, useShortcutLabel } from '../../app/index.ts'
import { Kbd, Textarea } from '../../ui/index.ts'
import { Score } from '../score.tsx'
import { PlainScore } from './plain-score.tsx'
import type { ReviewDesk } from './review-desk.tsx'
import { ScoreCard } from './score-card.tsx'
import type { JudgingState } from './use-reviewing.ts'

/** What the pane of a card that is filled in takes. */
export type CardPaneProps = Readonly<{
  review: ReviewView
  judging: JudgingState
  desk: ReviewDesk
  /** It was to be given: then what is missing is marked. */
  isChecked: boolean
  /** After the card, such as the reason of a correction. */
  children?: ReactNode
}>

/** The scorecard as it is filled in, with what it comes to so far, and the words on the whole. */
export function CardPane({ review, judging, desk, isChecked, children }: CardPaneProps) {
  const t = useMessages()
  const { scorecard } = review
  const missing = judging.reckoned?.missing ?? []
  return (
    <>
      <ScoreHead
        score={judging.score}
        hasFailed={(judging.reckoned?.failedCritical.length ?? 0) > 0}
        note={useWhyNoScore(judging)}
        isWrong={isChecked && judging.score === null}
      />
      <div className="min-h-0 flex-1 overflow-y-auto pb-4">
        {scorecard === null || judging.reckoned === null ? (
          <PlainScore
            value={judging.judgements.score}
            onChange={judging.onScore}
            isMissing={isChecked && judging.score === null}
          />
        ) : (
          <ScoreCard
            scorecard={scorecard.definition}
            answers={judging.judgements.answers}
            remarkOf={judging.remarkOf}
            score={judging.reckoned}
            messages={desk.messages}
            onShow={desk.show}
            judging={{
              focusedId: judging.focusedId,
              onFocus: judging.focus,
              onValue: judging.onValue,
              onComment: judging.onComment,
              onUnpin: judging.onPin,
              missing: new Set(isChecked ? missing : []),
            }}
          />
        )}
        <div className="grid gap-3 px-4 pt-3">
          <Textarea
            label={t(scorecard === null ? 'quality.notes' : 'quality.whole')}
            value={judging.judgements.comment}
            maxLength={5000}
            onChange={(event) => judging.onWhole(event.target.value)}
          />
          {children}
        </div>
      </div>
      {scorecard === null ? null : <KeyLine />}
    </>
  )
}

/** Why a card comes to no score yet, in words. */
function useWhyNoScore({ score, reckoned }: JudgingState): string | null {
  const t = useMessages()
  if (score !== null || reckoned === null) return null
  const { length: n } = reckoned.missing
  return n > 0 ? t('quality.toJudge', { n }) : t('quality.nothingApplies')
}

/** The whole score, above everything else; with a critical fail, which makes it nothing. */
export function ScoreHead(props: {
  score: number | null
  hasFailed: boolean
  note: string | null
  isWrong?: boolean
}) {
  const t = useMessages()
  return (
    <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-4 py-1.5">
      <h2 className="text-muted">{t('quality.score')}</h2>
      <span aria-live="polite">
        <Score value={props.score} isLarge />
      </span>
      {props.hasFailed ? <span className="text-small text-danger">{t('quality.failedAll')}</span> : null}
      {props.note === null ? null : (
        <span
          role={props.isWrong ? 'alert' : undefined}
          className={props.isWrong ? 'ms-auto text-small text-danger' : 'ms-auto text-small text-faint'}
        >
          {props.note}
        </span>
      )}
    </div>
  )
}

const hints = [
  { keys: ['j', 'k'], key: 'quality.hint.criterion' },
  { keys: ['shift+j', 'shift+k'], key: 'quality.hint.message' },
  { keys: ['p'], key: 'quality.hint.pin' },
  { keys: ['c'], key: 'quality.hint.comment' },
  { keys: ['mod+enter'], key: 'quality.hint.submit' },
] as const

function KeyLine() {
  const t = useMessages()
  const label = useShortcutLabel()
  return (
    <p className="flex shrink-0 flex-wrap gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-small text-faint max-sm:hidden">
      {hints.map(({ keys, key }) => (
        <span key={key} className="inline-flex items-center gap-1">
          <Kbd keys={keys.map(label).join(' ')} />
          {t(key)}
        </span>
      ))}
    </p>
  )
}
