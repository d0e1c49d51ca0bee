import { type FailureCode, isRapportError } from '@rapport/sdk'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { Translate } from './i18n.tsx'

/** Words for the codes that mean something particular in one form. */
export type ProblemWords = Partial<Record<FailureCode, string>>

/** Why a call failed, in words; what is not a failure of the call is a bug, and is thrown on. */
export function describeProblem(error: unknown, t: Translate, words: ProblemWords = {}): string {
  if (!isRapportError(error)) throw error
  const own = words[error.code]
  if (own !== undefined) return own
  if (error.code === 'unreachable' || error.code === 'unavailable') return t('app.error.startDescription')
  return error.code === 'forbidden'
    ? t('app.problem.forbidden')
    : t('app.problem.other', { code: error.code })
}

/**
 * Puts what the server found wrong beside the fields it is about, and answers the rest as one sentence for the form;
 * null when every fault has its place.
 */
export function showProblem<Values extends FieldValues>(
  error: unknown,
  form: UseFormReturn<Values>,
  t: Translate,
  words: ProblemWords = {},
): string | null {
  if (!isRapportError(error) || error.fields.length === 0) return describeProblem(error, t, words)
  let hasPlace = true
  for (const { path, message } of error.fields) {
    // A list is one field here, so a fault in its third item belongs to the list.
    const name = path.filter((part) => typeof part === 'string').join('.') as Path<Values>
    if (form.getValues(name) === undefined) hasPlace = false
    else
      form.setError(
        name,
        { type: 'server', message: t('app.problem.field', { message }) },
        { shouldFocus: true },
      )
  }
  return hasPlace ? null : describeProblem(error, t, words)
}
