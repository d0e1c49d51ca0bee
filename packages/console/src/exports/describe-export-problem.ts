import { describeProblem, type Translate } from '../app/index.ts'
import { problemWords } from './describe-export.ts'

/** Why a call about exports was refused; what is not a refusal is a bug, and is thrown on. */
export const describeExportProblem = (error: unknown, t: Translate): string =>
  describeProblem(error, t, problemWords(t))
