import { existsSync, globSync } from 'node:fs'
import { root } from '../root.ts'
import { cruise } from './cruise.ts'

/**
 * Who imports whom in the whole repository, against the rules. Fails as well when fewer modules were cruised than
 * there are source files: a cruiser that meets a TypeScript it does not know sees nothing and is content.
 */
async function checkBoundaries(): Promise<number> {
  const starts = ['packages', 'tools', 'bench', 'e2e'].filter((folder) => existsSync(`${root}/${folder}`))
  const sources = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root })
  const { violations, modules } = await cruise(root, starts)
  const seen = new Set(modules.map((module) => module.source))
  const unseen = sources.filter((source) => !seen.has(source))

  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`)
  for (const source of unseen) console.error(`not cruised: ${source}`)
  if (sources.length === 0) console.error('no source files found')
  console.log(`${seen.size} modules, ${violations.length} violations`)
  return violations.length + unseen.length > 0 || sources.length === 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = await checkBoundaries()
