import type { ReviewQueueView } from '@rapport/contract/light'
import { isRapportError } from '@rapport/sdk'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { describeProblem, useClient, useMe, useMessages } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'
import { useForgetQuality } from '../use-quality.ts'

/** A queue's definition as the wire has it. */
export type QueueDefinition = ReviewQueueView['definition']

/** A queue as its form holds it, and how it is saved. */
export function useQueueForm(queue: ReviewQueueView | null) {
  const t = useMessages()
  const { user } = useMe()
  const { reviewQueues } = useClient()
  const navigate = useNavigate()
  const forget = useForgetQuality()
  const [name, setName] = useState(queue?.name ?? '')
  const [definition, setDefinition] = useState<QueueDefinition>(
    () =>
      queue?.definition ?? {
        list: 'ended',
        filter: '',
        sample: { perWeek: 20, stratum: 'agent' },
        scorecardId: null,
        reviewerIds: [user.id],
        weeklyGoal: 10,
      },
  )
  const [isChecked, setIsChecked] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const [problem, setProblem] = useState<{ name: string | undefined; whole: string | null }>({
    name: undefined,
    whole: null,
  })
  const hasNobody = definition.reviewerIds.length === 0
  const save = async () => {
    setIsChecked(true)
    if (name.trim() === '' || hasNobody || isSaving) return
    setIsSaving(true)
    setProblem({ name: undefined, whole: null })
    try {
      const input = { name: name.trim(), definition }
      if (queue === null) await reviewQueues.create(input)
      else await reviewQueues.change({ reviewQueueId: queue.id, ...input })
      await forget()
      showToast({ title: t(queue === null ? 'quality.queueMade' : 'quality.queueSaved') })
      await navigate({ to: '/quality', search: { tab: 'queues' } })
    } catch (error) {
      const isTaken = isRapportError(error) && error.code === 'name_taken'
      setProblem(
        isTaken
          ? { name: t('quality.queueNameTaken'), whole: null }
          : { name: undefined, whole: describeProblem(error, t, { list_too_slow: t('quality.tooSlow') }) },
      )
    } finally {
      setIsSaving(false)
    }
  }
  return {
    ...{ name, setName, definition, isSaving },
    change: (part: Partial<QueueDefinition>) => setDefinition({ ...definition, ...part }),
    nameError: problem.name ?? (isChecked && name.trim() === '' ? t('quality.nameMissing') : undefined),
    reviewersError: isChecked && hasNobody ? t('quality.reviewersMissing') : null,
    error: problem.whole,
    save: () => void save(),
  }
}

/** What `useQueueForm` answers. */
export type QueueFormState = ReturnType<typeof useQueueForm>
