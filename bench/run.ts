import { mkdirSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startDesk } from './desk.ts'
import { type Figure, figureLine } from './figure.ts'
import { measureMessageIn } from './message-in.bench.ts'
import { measureVisitorToAgent } from './visitor-to-agent.bench.ts'
import { measureWidget } from './widget.bench.ts'

const measures = { 'PERF-1': measureMessageIn, 'PERF-2': measureVisitorToAgent, 'PERF-9': measureWidget }

// `npm run bench -- --only PERF-1` measures one of them.
const { only } = parseArgs({ options: { only: { type: 'string' } } }).values
if (only !== undefined && !Object.hasOwn(measures, only)) {
  console.error(`There is no ${only}: ${Object.keys(measures).join(', ')}`)
  process.exit(2)
}

const desk = await startDesk()
const figures: Figure[] = []
try {
  for (const [id, measure] of Object.entries(measures)) {
    if (only !== undefined && only !== id) continue
    for (const figure of await measure(desk)) {
      figures.push(figure)
      console.log(figureLine(figure))
    }
  }
} finally {
  await desk.stop()
}
mkdirSync('.cache', { recursive: true })
writeFileSync('.cache/bench.json', JSON.stringify(figures, null, 2))
process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1
