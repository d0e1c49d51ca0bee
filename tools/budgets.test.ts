import { expect, test } from 'vitest'
import { judgeFile } from './budgets.ts'

const linesOf = (count: number) => 'x\n'.repeat(count)

test('a file may have 400 lines and not one more', () => {
  expect(judgeFile('packages/server/src/tags/a.ts', linesOf(400))).toEqual([])
  expect(judgeFile('packages/server/src/tags/a.ts', linesOf(401))).toHaveLength(1)
  expect(judgeFile('packages/console/src/app/a.css', linesOf(401))).toHaveLength(1)
})

test('generated files have no budget', () => {
  expect(judgeFile('packages/contract/src/generated/paths.ts', linesOf(4000))).toEqual([])
})

test.for([
  'packages/server/src/utils/a.ts',
  'packages/server/src/tags/helpers.ts',
  'packages/sdk/src/types.ts',
  'packages/console/src/shared/a.tsx',
  'packages/server/src/tags/helpers.test.ts',
])('a name that says nothing is refused: %s', (file) => {
  expect(judgeFile(file, '')).toHaveLength(1)
})

test('a word that is forbidden alone may be part of a name', () => {
  expect(judgeFile('packages/server/src/tags/common-tags.ts', '')).toEqual([])
})

test('a TODO carries a link', () => {
  expect(judgeFile('tools/a.ts', '// TODO later')).toHaveLength(1)
  expect(judgeFile('tools/a.ts', '// TODO(https://example.org/issues/1) later')).toEqual([])
})

test.for([
  "const row = await tx.selectFrom('tags').selectAll()",
  'await sql`select 1`.execute(tx)',
  'await sql<Row>`select 1`.execute(tx)',
  "await client.query('select id from tags')",
  'await client.query(`insert into tags values ($1)`)',
  "await client.query('delete from tags')",
])('SQL is refused outside a queries file, and welcome in one: %s', (line) => {
  expect(judgeFile('packages/server/src/tags/create-tag.ts', line)).toHaveLength(1)
  expect(judgeFile('packages/server/src/tags/tag-queries.ts', line)).toEqual([])
  expect(judgeFile('packages/server/src/platform/db/pool.ts', line)).toEqual([])
  expect(judgeFile('packages/server/src/tags/create-tag.db.test.ts', line)).toEqual([])
})

test('words that SQL shares with people are no SQL', () => {
  const text =
    "const label = 'Select an agent'\nconst verb = 'Update'\nconst question = 'Delete from history?'"

  expect(judgeFile('packages/console/src/sessions/session-menu.tsx', text)).toEqual([])
})
