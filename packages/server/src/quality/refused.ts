import type { QualityProblem } from '@rapport/domain'
import { AppError } from '../platform/errors.ts'

/** Refuses input for one thing that is wrong with it. */
export const refused = (path: QualityProblem['path'], message: string): AppError =>
  new AppError('invalid_input', {}, { fields: [{ path, message }] })

/** Refuses input with everything that is wrong with it; goes on where nothing is. */
export function requireNoProblems(problems: readonly QualityProblem[]): void {
  if (problems.length > 0) throw new AppError('invalid_input', {}, { fields: problems })
}
