import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { cleanText, nothing } from './scalars.ts'

const key = cleanText(120).regex(/^[a-z][a-zA-Z0-9.:-]*$/, 'must be a key such as sessions.columns')
// NUL and half characters, as JSON writes them: a database of text keeps neither.
const unclean = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i
/** Anything a screen wants to remember, up to 10,000 characters as JSON. */
const value = z
  .json()
  .refine((it) => JSON.stringify(it).length <= 10_000, 'must be at most 10,000 characters')
  .refine((it) => !unclean.test(JSON.stringify(it)), 'must be well-formed Unicode without NUL')

/** What one has arranged for oneself, on every device: columns, density, which form. */
export const preferenceEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/preferences',
    summary: "One's own preferences",
    access: 'workspace.read',
    input: z.strictObject({}),
    output: z.strictObject({ values: z.record(z.string(), z.json()) }),
    errors: [],
  }),
  set: endpoint({
    method: 'PUT',
    path: '/api/v1/preferences/:key',
    summary: 'Remember a preference; null forgets it. At most 500 are kept',
    access: 'workspace.read',
    input: z.strictObject({ key, value }),
    output: nothing,
    errors: ['invalid_input'],
  }),
}
