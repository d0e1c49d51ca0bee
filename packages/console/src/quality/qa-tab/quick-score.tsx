import type { SessionId } from '@rapport/domain'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem, useClient, useMessages } from '../../app/index.ts'
import { Button, showToast, Textarea } from '../../ui/index.ts'
import { PlainScore } from '../review/plain-score.tsx'
import { useForgetQuality } from '../use-quality.ts'

/** A score and notes for this session alone, given at once. */
export function QuickScore({ sessionId, onClose }: { sessionId: SessionId; onClose: () => void }) {
  const t = useMessages()
  const { reviews } = useClient()
  const forget = useForgetQuality()
  const [score, setScore] = useState<number | null>(null)
  const [comment, setComment] = useState('')
  const [isChecked, setIsChecked] = useState(false)
  const give = useMutation({
    mutationFn: async () => {
      const { id, version } = await reviews.begin({ sessionId, scorecardId: null })
      return reviews.submit({ reviewId: id, seenVersion: version, answers: {}, comment, score })
    },
    onSuccess: async () => {
      await forget()
      showToast({ title: t('quality.given') })
      onClose()
    },
  })
  return (
    <form
      noValidate
      aria-label={t('quality.quick')}
      className="grid grid-cols-1 gap-3 border-b border-line pb-4"
      onSubmit={(event) => {
        event.preventDefault()
        setIsChecked(true)
        if (score !== null && !give.isPending) give.mutate()
      }}
    >
      <PlainScore value={score} onChange={setScore} isMissing={isChecked && score === null} />
      <div className="px-4">
        <Textarea
          label={t('quality.notes')}
          value={comment}
          maxLength={5000}
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      {give.error === null ? null : (
        <p role="alert" className="px-4 text-danger">
          {describeProblem(give.error, t, { review_submitted: t('quality.alreadyGiven') })}
        </p>
      )}
      <div className="flex gap-2 px-4">
        <Button type="submit" kind="primary" busy={give.isPending}>
          {t('quality.giveScore')}
        </Button>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </div>
    </form>
  )
}
