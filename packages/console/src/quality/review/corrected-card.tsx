import type { ReviewView } from '@rapport/contract/light'
import { differencesOf, isSameJudgement } from '@rapport/domain'
import { useId, useState } from 'react'
import { useClient, useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { Button, Textarea } from '../../ui/index.ts'
import { CardPane } from './card-pane.tsx'
import { useChange } from './exchange.tsx'
import { judgementsOf } from './judgements.ts'
import { PinKeys, usePins } from './pins.tsx'
import { ReviewBar } from './review-bar.tsx'
import { type ReviewDesk, ReviewFrame } from './review-desk.tsx'
import { JudgingKeys } from './use-review-keys.tsx'
import { asInput, type JudgingState, useJudging } from './use-reviewing.ts'

const nothing = () => undefined

/** A disputed review with other judgements, given together with the reason; nothing is kept before that. */
export function CorrectedCard(props: { review: ReviewView; desk: ReviewDesk; onClose: () => void }) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const { reviews } = useClient()
  const { review, desk } = props
  const [text, setText] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const judging = useJudging(review, nothing)
  const pins = usePins(review.scorecard?.definition ?? null, judging, () => desk.setPane('card'))
  const correct = useChange(
    () =>
      reviews.answer({
        reviewId: review.id,
        seenVersion: review.version,
        text: text.trim(),
        corrected: asInput(judging.judgements),
      }),
    props.onClose,
  )
  const hint = useId()
  const isSame = isUnchanged(review, judging)
  const send = () => {
    if (isSame) return
    setIsChecked(true)
    if (judging.score !== null && text.trim() !== '') correct.mutate([])
  }
  useShortcut('quality.key.submit', 'mod+enter', send)
  return (
    <>
      <ReviewFrame
        desk={desk}
        extras={pins}
        onPress={(messageId) => judging.focusedId !== null && judging.onPin(judging.focusedId, messageId)}
        bar={
          <ReviewBar
            review={review}
            queue={null}
            standing={
              <span id={hint} className="text-waiting">
                {t(isSame ? 'quality.nothingCorrected' : 'quality.correcting')}
              </span>
            }
            actions={
              <>
                <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
                <Button
                  kind="primary"
                  busy={correct.isPending}
                  disabled={isSame}
                  aria-describedby={hint}
                  title={`${t('quality.correctSend')} (${keys('mod+enter')})`}
                  onClick={send}
                >
                  {t('quality.correctSend')}
                </Button>
              </>
            }
          />
        }
        card={
          <CardPane review={review} judging={judging} desk={desk} isChecked={isChecked}>
            <Textarea
              label={t('quality.answerReason')}
              value={text}
              maxLength={5000}
              error={isChecked && text.trim() === '' ? t('quality.reasonMissing') : undefined}
              onChange={(event) => setText(event.target.value)}
            />
          </CardPane>
        }
      />
      {review.scorecard === null ? null : (
        <>
          <JudgingKeys judging={judging} />
          <PinKeys desk={desk} judging={judging} />
        </>
      )}
    </>
  )
}

/** Whether the review would stand as it stood: then there is nothing to give. */
const isUnchanged = (review: ReviewView, { judgements }: JudgingState): boolean =>
  isSameJudgement(differencesOf(review.scorecard?.definition ?? null, judgementsOf(review), judgements))
