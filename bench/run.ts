import { mkdirSync, writeFileSync } from 'node:fs'
import { startDesk } from './desk.ts'
import { type Figure, figureLine } from './figure.ts'
import { measureMessageIn } from './message-in.bench.ts'
import { measureVisitorToAgent } from './visitor-to-agent.bench.ts'
import { measureWidget } from './widget.bench.ts'

const desk = await startDesk()
const figures: Figure[] = []
try {
  for (const measure of [measureMessageIn, measureVisitorToAgent, measureWidget]) {
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
