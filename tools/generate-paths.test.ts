import { expect, test } from 'vitest'
import { writePaths } from './generate-paths.ts'

test('every endpoint has its method and path under its noun and name', () => {
  const source = writePaths({
    sessions: { end: { method: 'POST', path: '/api/v1/sessions/:sessionId/end' } },
    team: { me: { method: 'GET', path: '/api/v1/me' } },
  })

  expect(source.slice(source.indexOf('export'))).toBe(
    "export const paths = {\n  'sessions.end': ['POST', '/api/v1/sessions/:sessionId/end'],\n  'team.me': ['GET', '/api/v1/me'],\n} as const\n",
  )
})
