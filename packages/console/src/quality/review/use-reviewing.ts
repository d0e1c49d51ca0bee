import type { ReviewView } from '@rapport/contract/light'
import {
  type Answer,
  type Criterion,
  criteriaOf,
  type Judgements,
  type MessageId,
  scoreOf,
} from '@rapport/domain'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useClient } from '../../app/index.ts'
import { createDraftSaver } from './draft-saver.ts'
import { judgementsOf, type Remarks, remarkOn, togglePin, withValue } from './judgements.ts'

const noCriteria: readonly Criterion[] = []

/** Judgements in the making, and what they come to. `onChange` hears of each that can be kept. */
export function useJudging(review: ReviewView, onChange: (judgements: Judgements) => void) {
  const [judgements, setJudgements] = useState(() => judgementsOf(review))
  const [remarks, setRemarks] = useState<Remarks>({})
  const definition = review.scorecard?.definition ?? null
  const criteria = definition === null ? noCriteria : criteriaOf(definition)
  const [focusedId, setFocusedId] = useState(() => firstMissing(criteria, judgements)?.id ?? null)
  const reckoned = useMemo(
    () => (definition === null ? null : scoreOf(definition, judgements.answers)),
    [definition, judgements],
  )
  const change = (next: Judgements) => {
    setJudgements(next)
    onChange(next)
  }
  const remarkOf = (id: string) => remarkOn(judgements.answers, remarks, id)
  const answer = (id: string, given: Answer) =>
    change({ ...judgements, answers: { ...judgements.answers, [id]: given } })
  const remark = (id: string, words: Omit<Answer, 'value'>) => {
    const known = judgements.answers[id]
    if (known === undefined) setRemarks({ ...remarks, [id]: words })
    else answer(id, { ...known, ...words })
  }
  return {
    judgements,
    criteria,
    focusedId,
    focus: setFocusedId,
    remarkOf,
    reckoned,
    score: definition === null ? judgements.score : (reckoned?.score ?? null),
    replace: setJudgements,
    onValue: (id: string, value: number | null) =>
      change({ ...judgements, answers: withValue(judgements.answers, remarks, id, value) }),
    onComment: (id: string, comment: string) => remark(id, { ...remarkOf(id), comment }),
    onPin: (id: string, messageId: MessageId) => {
      const words = remarkOf(id)
      remark(id, { ...words, evidence: togglePin(words.evidence, messageId) })
    },
    onWhole: (comment: string) => change({ ...judgements, comment }),
    onScore: (score: number | null) => change({ ...judgements, score }),
  }
}

/** What `useJudging` answers. */
export type JudgingState = ReturnType<typeof useJudging>

const firstMissing = (criteria: readonly Criterion[], { answers }: Judgements) =>
  criteria.find(({ id }) => !Object.hasOwn(answers, id)) ?? criteria[0]

/** A draft that is kept as it is filled in. */
export function useDraft(review: ReviewView) {
  const { reviews } = useClient()
  const [saver] = useState(() =>
    createDraftSaver(review, {
      save: (judgements, seenVersion) =>
        reviews.save({ reviewId: review.id, seenVersion, ...asInput(judgements) }),
      load: () => reviews.get({ reviewId: review.id }),
    }),
  )
  useEffect(() => saver.stop, [saver])
  const save = useSyncExternalStore(saver.state.subscribe, saver.state.get)
  const judging = useJudging(review, saver.change)
  useLeaveWarning(save.state !== 'saved')
  return { judging, saver, save }
}

/** Judgements as calls take them. */
export const asInput = ({ answers, comment, score }: Judgements) => ({
  answers: Object.fromEntries(
    Object.entries(answers).map(([id, { value, comment: words, evidence }]) => [
      id,
      { value, comment: words, evidence: [...evidence] },
    ]),
  ),
  comment,
  score,
})

/** Keeps a window from being closed over what is not saved. */
function useLeaveWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isUnsaved])
}
