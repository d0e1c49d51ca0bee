import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureConsole } from './console.bench.ts'
import { type Desk, startDesk } from './desk.ts'
import { measureExports } from './exports.bench.ts'
import { type Figure, figureLine } from './figure.ts'
import type { Size } from './history.ts'
import { measureIdleSockets } from './idle-sockets.bench.ts'
import { measureLongSession } from './long-session.bench.ts'
import { measureMessageIn } from './message-in.bench.ts'
import { measureSearch } from './search.bench.ts'
import { measureSessionLists } from './session-lists.bench.ts'
import { measureStart } from './start.bench.ts'
import { measureSummaries } from './summaries.bench.ts'
import { measureTwoNodes } from './two-nodes.bench.ts'
import { measureVisitorToAgent } from './visitor-to-agent.bench.ts'
import { measureWebhooks } from './webhooks.bench.ts'
import { measureWidget } from './widget.bench.ts'

type Measure = Readonly<{ ids: readonly string[]; run(desk: Desk, size: Size): Promise<Figure[]> }>

const measures: readonly Measure[] = [
  { ids: ['PERF-1'], run: measureMessageIn },
  { ids: ['PERF-2'], run: measureVisitorToAgent },
  { ids: ['PERF-13'], run: measureTwoNodes },
  { ids: ['PERF-6'], run: measureLongSession },
  { ids: ['PERF-8'], run: measureIdleSockets },
  { ids: ['WEBHOOKS'], run: measureWebhooks },
  { ids: ['PERF-9'], run: measureWidget },
  { ids: ['PERF-12'], run: measureStart },
  { ids: ['SUMMARIES'], run: measureSummaries },
  { ids: ['PERF-7'], run: measureExports },
  { ids: ['PERF-3', 'PERF-4'], run: measureSessionLists },
  { ids: ['PERF-5'], run: measureSearch },
  { ids: ['PERF-10'], run: measureConsole },
]

// `npm run bench -- --only PERF-1` measures one of them, `--size large` with a million sessions.
const { only, size } = parseArgs({
  options: { only: { type: 'string' }, size: { type: 'string', default: 'small' } },
}).values
const ids = measures.flatMap((measure) => measure.ids)
if (only !== undefined && !ids.includes(only)) refuse(`There is no ${only}: ${ids.join(', ')}`)
if (size !== 'small' && size !== 'large') refuse(`--size is small or large, not ${size}`)

function refuse(why: string): never {
  console.error(why)
  process.exit(2)
}

const begun = performance.now()
const desk = await startDesk()
const figures: Figure[] = []
try {
  for (const { ids: own, run } of measures) {
    if (only !== undefined && !own.includes(only)) continue
    for (const figure of await run(desk, size)) {
      figures.push(figure)
      console.log(figureLine(figure))
    }
  }
} finally {
  await desk.stop()
}
const missed = figures.filter(({ pass }) => !pass).length
console.log(
  `${figures.length - missed} pass, ${missed} miss, in ${((performance.now() - begun) / 1_000).toFixed(0)} s`,
)
mkdirSync('.cache', { recursive: true })
writeFileSync('.cache/bench.json', JSON.stringify({ size, figures }, null, 2))
process.exitCode = missed === 0 ? 0 : 1
