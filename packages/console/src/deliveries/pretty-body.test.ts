import { expect, test } from 'vitest'
import { prettyBody } from './pretty-body.ts'

test('JSON is indented, and anything else is left as it came', () => {
  expect(prettyBody('{"a":[1,"é"]}')).toBe('{\n  "a": [\n    1,\n    "é"\n  ]\n}')
  expect([prettyBody('a=1&b=2'), prettyBody('{"a":'), prettyBody(''), prettyBody('42')]).toEqual([
    null,
    null,
    null,
    null,
  ])
})
