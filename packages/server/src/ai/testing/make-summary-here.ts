import type { MadeSummary, ToSummarise } from '../made-summary.ts'
import { makeSummary } from '../make-summary.ts'

/** Tells a session without the thread, for whoever measures what it costs. The server itself never loads what this needs. */
export const makeSummaryHere = (session: ToSummarise): MadeSummary => makeSummary(session)
