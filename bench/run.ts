import { mkdirSync, writeFileSync } from 'node:fs'
import { startDesk } from './desk.ts'
import { type Figure, figureLine } from './figure.ts'
import { measureMessageIn } from './message-in.bench.ts'

const desk = await startDesk()
const figures: Figure[] = []
try {
  figures.push(...(await measureMessageIn(desk)))
} finally {
  await desk.stop()
}
for (const figure of figures) console.log(figureLine(figure))
mkdirSync('.cache', { recursive: true })
writeFileSync('.cache/bench.json', JSON.stringify(figures, null, 2))
