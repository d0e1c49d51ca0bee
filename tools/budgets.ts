import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { root } from './root.ts'

const linesMax = 400
const forbiddenNames = /^(utils?|helpers?|common|misc|lib|shared|types|constants?|managers?|services?)$/
const budgeted = new Set(['.ts', '.tsx', '.css', '.cjs', '.mjs', '.sql', '.html'])
const generated = /(^|\/)generated\/|\.generated\.ts$/
const unlinkedTodo = /\b(TODO|FIXME|XXX)\b(?!.*https?:\/\/)/
const code = /\.(ts|tsx|cjs|mjs|css|sql)$/

// The builder's verbs, the tag, and statements written as strings. Imports are the boundary rules' affair; this
// finds the SQL that needs none, because a `tx` was handed in.
const sql =
  /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto)\(|\bsql(<[^`]*>)?`|['"`]\s*(select\s[^'"`]*\sfrom\s|insert into\s|update \w+ set\s|delete from\s)/i
const mayHoldSql = /-queries\.ts$|\/platform\/db\/|\.(test|spec)\.tsx?$|\/testing\//

/** What is over budget in one file, as lines to print. `file` is its path from the repository's root. */
export function judgeFile(file: string, text: string): string[] {
  if (generated.test(file)) return []
  const complaints: string[] = []
  const lines = text.replace(/\n$/, '').split('\n')
  if (budgeted.has(extname(file)) && lines.length > linesMax) {
    complaints.push(`${file}: ${lines.length} lines, ${linesMax} at most`)
  }
  for (const name of file.split('/')) {
    const stem = basename(name, extname(name)).replace(/\.(test|db|spec|d|config)$/, '')
    if (forbiddenNames.test(stem))
      complaints.push(`${file}: '${name}' says nothing; name it for what it does`)
  }
  if (!code.test(file) || file.startsWith('tools/budgets')) return complaints
  const isSqlFree = /^packages\/(server|cli)\/src\/.*\.ts$/.test(file) && !mayHoldSql.test(file)
  lines.forEach((line, index) => {
    if (unlinkedTodo.test(line)) complaints.push(`${file}:${index + 1}: a TODO carries a link to an issue`)
    if (isSqlFree && sql.test(line)) complaints.push(`${file}:${index + 1}: SQL outside *-queries.ts`)
  })
  return complaints
}

const foreign = new Set(['node_modules', 'dist', 'data', '.git', '.cache', 'coverage'])

function listFiles(): string[] {
  const exclude = (path: string) => foreign.has(basename(path))
  const files = globSync(['*', '{packages,tools,bench,e2e,docs}/**/*'], { cwd: root, exclude })
  return files.filter((file) => budgeted.has(extname(file)))
}

async function checkBudgets(): Promise<number> {
  const complaints: string[] = []
  const files = listFiles()
  for (const file of files) complaints.push(...judgeFile(file, await readFile(join(root, file), 'utf8')))
  for (const complaint of complaints) console.error(complaint)
  console.log(`${files.length} files, ${complaints.length} over budget`)
  return complaints.length > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = await checkBudgets()
