import {
  buildPackage,
  isBuildable,
  isBuiltFrom,
  nameSources,
  type WebPackage,
  webPackages,
} from './web-packages.ts'

const isLazy = process.argv.includes('--if-stale')

async function bringUpToDate(web: WebPackage): Promise<string> {
  if (!isBuildable(web)) return `${web.name} skipped (no ${web.configs.join(' and ')})`
  const sources = await nameSources(web)
  if (isLazy && (await isBuiltFrom(web, sources))) return `${web.name} up to date`
  await buildPackage(web, sources)
  return `${web.name} built`
}

const started = performance.now()
const outcomes: string[] = []
for (const web of webPackages) outcomes.push(await bringUpToDate(web))
console.log(`Web: ${outcomes.join(', ')} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
