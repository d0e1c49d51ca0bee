import type { FieldError } from '@rapport/contract'
import { isTimeZone, type WorkspaceSettings } from '@rapport/domain'
import type { DbOrTx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { knowsTimeZone } from './workspace-queries.ts'

/**
 * Settings as they are kept, or a refusal of everything that makes no sense: an outcome twice, one asked for where there
 * are none, a time zone that either side of a filter, here or in the database, does not know.
 */
export async function checkSettings(db: DbOrTx, settings: WorkspaceSettings): Promise<WorkspaceSettings> {
  const { outcomes, endRequires, agentsMay, timeZone } = settings
  const fields = [...problemsOfOutcomes(outcomes)]
  if (endRequires.outcome && outcomes.length === 0)
    fields.push(wrong(['endRequires', 'outcome'], 'must be false: there are no outcomes'))
  if (!isTimeZone(timeZone) || !(await knowsTimeZone(db, timeZone)))
    fields.push(wrong(['timeZone'], 'must be a time zone such as Europe/Prague'))
  if (fields.length > 0) throw new AppError('invalid_input', {}, { fields })
  return { ...settings, agentsMay: [...new Set(agentsMay)] }
}

function problemsOfOutcomes(outcomes: readonly string[]): readonly FieldError[] {
  const folded = outcomes.map((outcome) => outcome.toLowerCase())
  return folded.flatMap((outcome, i) =>
    folded.indexOf(outcome) < i ? [wrong(['outcomes', i], 'must not be there twice')] : [],
  )
}

const wrong = (path: readonly (string | number)[], message: string): FieldError => ({
  path: ['settings', ...path],
  message,
})
