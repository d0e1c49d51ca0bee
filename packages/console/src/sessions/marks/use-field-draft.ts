import type { FieldView } from '@rapport/contract/light'
import type { FieldValue } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useRef, useState } from 'react'
import { type Translate, useMessages } from '../../app/index.ts'
import { describeError } from '../actions/describe-error.ts'
import { draftOf, type FieldDraft, isSameValue, readDraft } from './field-draft.ts'

type Stage = Readonly<{ is: 'idle' | 'saving' | 'saved' }> | Readonly<{ is: 'wrong'; why: string }>

/**
 * What is being typed into a field, and what becomes of it. A value that others change is shown unless somebody is
 * typing; a refused one stays in its box with the reason, so that nothing typed is lost.
 */
export function useFieldDraft(
  field: FieldView,
  value: FieldValue | undefined,
  onSave: (value: FieldValue | null) => Promise<void>,
) {
  const t = useMessages()
  const [typed, setTyped] = useState<FieldDraft | null>(null)
  const [stage, setStage] = useState<Stage>({ is: 'idle' })
  // What is typed on, or chosen besides, while something is being kept is newer than the answer.
  const latest = useRef<FieldDraft | null>(null)
  const { keep, isKeeping } = useInOrder(onSave)

  const save = async (draft: FieldDraft): Promise<void> => {
    const read = readDraft(field, draft)
    if ('problem' in read) return setStage({ is: 'wrong', why: inField(read.problem, t) })
    if (isSameValue(read.value, value) && !isKeeping()) {
      setTyped(null)
      return setStage({ is: 'idle' })
    }
    setStage({ is: 'saving' })
    latest.current = draft
    try {
      await keep(read.value)
      if (latest.current !== draft) return
      setTyped(null)
      setStage({ is: 'saved' })
    } catch (error) {
      // Said of what stands in the box, and of nothing else.
      const why = reasonOf(error, field.key, t)
      if (latest.current === draft) setStage({ is: 'wrong', why })
    }
  }
  return {
    draft: typed ?? draftOf(field.kind, value),
    stage,
    type: (draft: FieldDraft) => {
      latest.current = draft
      setTyped(draft)
      setStage({ is: 'idle' })
    },
    /** What was chosen is kept at once; what was typed when the box is left. */
    choose: (draft: FieldDraft) => {
      setTyped(draft)
      void save(draft)
    },
    leave: () => {
      if (typed !== null) void save(typed)
    },
    revert: () => {
      latest.current = null
      setTyped(null)
      setStage({ is: 'idle' })
    },
  }
}

/** Keeps one value after another, so that the last one given is the one that stays. */
function useInOrder(onSave: (value: FieldValue | null) => Promise<void>) {
  const last = useRef<Promise<unknown>>(Promise.resolve())
  const underWay = useRef(0)
  const keep = async (value: FieldValue | null): Promise<void> => {
    underWay.current += 1
    const kept = Promise.allSettled([last.current]).then(() => onSave(value))
    last.current = kept
    try {
      await kept
    } finally {
      underWay.current -= 1
    }
  }
  return { keep, isKeeping: () => underWay.current > 0 }
}

const inField = (message: string, t: Translate) => t('app.problem.field', { message })

/** What the server found wrong with this field, else why nothing was kept. */
function reasonOf(error: unknown, key: string, t: Translate): string {
  const fault = isRapportError(error) ? error.fields.find(({ path }) => path.includes(key)) : undefined
  return fault ? inField(fault.message, t) : describeError(error, t)
}
