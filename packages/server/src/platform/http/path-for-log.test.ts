import { expect, test } from 'vitest'
import { pathForLog } from './path-for-log.ts'

test.each([
  [
    '/api/v1/sessions/0197a3c2-0000-7000-8000-00000000c0de?a=b',
    '/api/v1/sessions/0197a3c2-0000-7000-8000-00000000c0de',
  ],
  ['/assets/index-a1b2c3.js', '/assets/index-a1b2c3.js'],
  ['/', '/'],
  ['/invitation/gbqwRLEp3NLgJK1-dtqLaRRnV5zfzk51GFhVyCSz6Vs', '/invitation/…'],
  ['/hooks/rpk_I4iEPH8oRRfsGrs6130Rgk0GmeM8OYaOqj3W7_aSUfM/a', '/hooks/…/a'],
  [`/api/v1/${'a1'.repeat(32)}`, '/api/v1/…'],
  ['/api/v1/correct%20horse', '/api/v1/…'],
])('%s is kept as %s', (url, kept) => {
  expect(pathForLog(url)).toBe(kept)
})
