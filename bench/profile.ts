/**
 * Where the processor time goes under PERF-1: 32 visitors' sockets, V8's profiler in the server, and what each of the
 * processes takes for a message. `node bench/profile.ts [--seconds 10]`
 */
import { parseArgs } from 'node:util'
import { connectVisitor, sendAndWait, startDesk } from './desk.ts'
import { sending } from './message-in.bench.ts'
import { descendantsCpuMs } from './processes.ts'
import { shareOut } from './share-out.ts'
import { ratePerSecond } from './statistics.ts'

const { seconds } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } }).values
const desk = await startDesk()
const visitors = await Promise.all(Array.from({ length: 32 }, () => connectVisitor(desk)))
for (const visitor of visitors) await sendAndWait(visitor, 'Hello')
const workers = visitors.map(sending)
await ratePerSecond(workers, 3_000)

// First without the profiler, which costs as well.
const before = {
  server: (await desk.cost()).cpuMs,
  database: descendantsCpuMs(desk.pid),
  load: process.cpuUsage(),
}
const rate = await ratePerSecond(workers, Number(seconds) * 1_000)
const load = process.cpuUsage(before.load)
const spent = {
  PostgreSQL: descendantsCpuMs(desk.pid) - before.database,
  'the server': (await desk.cost()).cpuMs - before.server,
  'the load': (load.user + load.system) / 1_000,
}
const profile = await desk.profile(() => ratePerSecond(workers, Number(seconds) * 1_000))
for (const visitor of visitors) visitor.close()
await desk.stop()

const total = Object.values(spent).reduce((sum, ms) => sum + ms, 0)
console.log(`${rate.toFixed(0)} messages a second. Processor time of each:`)
for (const [name, ms] of Object.entries(spent)) {
  const each = (ms / (rate * Number(seconds))).toFixed(3)
  console.log(`  ${name.padEnd(34)} ${each} ms  ${((ms / total) * 100).toFixed(0).padStart(3)} %`)
}
console.log('The server’s own time, as sampled:')
for (const { name, share } of shareOut(profile))
  console.log(`  ${name.padEnd(34)} ${(share * 100).toFixed(1).padStart(5)} %`)
