import { summaryMethods } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { summaryTextMax } from './limits.ts'
import { agentId, cleanText, moment, sessionId, tagId } from './scalars.ts'
import { sessionView } from './session-views.ts'

/** What a session was about, and how that was told. */
export const summaryView = z.strictObject({
  sessionId,
  text: z.string(),
  method: z.enum(summaryMethods),
  /** What made it, by name and version; a person's summary names none. */
  maker: z.string(),
  /** A language tag of the language it was made for; null where it could not be told. */
  language: z.string().nullable(),
  /** How far the sentiment can be trusted; null without one. */
  sentimentConfidence: z.enum(['low', 'high']).nullable(),
  topics: z.array(z.string()),
  suggestedTagIds: z.array(tagId),
  madeAt: moment,
  editedBy: agentId.nullable(),
  editedByName: z.string().nullable(),
  /** Whether the session went on since. */
  isStale: z.boolean(),
})
export type SummaryView = z.output<typeof summaryView>

const errors = ['not_found'] as const

/** Summaries: one of each ended session, made by itself, by hand where somebody writes a better one. */
export const summaryEndpoints = {
  get: endpoint({
    method: 'GET',
    path: '/api/v1/sessions/:sessionId/summary',
    summary: "A session's summary, with how it was made; null while it has none",
    access: 'sessions.read',
    input: z.strictObject({ sessionId }),
    output: z.strictObject({ summary: summaryView.nullable() }),
    errors,
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/api/v1/sessions/:sessionId/summary',
    summary: 'Write the summary by hand',
    access: 'sessions.answer',
    input: z.strictObject({ sessionId, text: cleanText(summaryTextMax).trim().min(1) }),
    output: z.strictObject({ session: sessionView, summary: summaryView }),
    errors,
  }),
  remake: endpoint({
    method: 'POST',
    path: '/api/v1/sessions/:sessionId/summary/remake',
    summary: 'Make the summary and the sentiment anew from what was said, in place of what stands',
    access: 'sessions.answer',
    input: z.strictObject({ sessionId }),
    output: z.strictObject({ session: sessionView, summary: summaryView }),
    errors: ['not_found', 'nothing_to_summarise'],
  }),
}
