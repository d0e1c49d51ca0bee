import type { FieldView } from '@rapport/contract/light'
import type { FieldValue } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useState } from 'react'
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

  const save = async (draft: FieldDraft): Promise<void> => {
    const read = readDraft(field, draft)
    if ('problem' in read) return setStage({ is: 'wrong', why: inField(read.problem, t) })
    if (isSameValue(read.value, value)) {
      setTyped(null)
      return setStage({ is: 'idle' })
    }
    setStage({ is: 'saving' })
    try {
      await onSave(read.value)
      setTyped(null)
      setStage({ is: 'saved' })
    } catch (error) {
      setStage({ is: 'wrong', why: reasonOf(error, field.key, t) })
    }
  }
  return {
    draft: typed ?? draftOf(field.kind, value),
    stage,
    type: (draft: FieldDraft) => {
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
      setTyped(null)
      setStage({ is: 'idle' })
    },
  }
}

const inField = (message: string, t: Translate) => t('app.problem.field', { message })

/** What the server found wrong with this field, else why nothing was kept. */
function reasonOf(error: unknown, key: string, t: Translate): string {
  const fault = isRapportError(error) ? error.fields.find(({ path }) => path.includes(key)) : undefined
  return fault ? inField(fault.message, t) : describeError(error, t)
}
