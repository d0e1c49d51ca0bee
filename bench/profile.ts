/**
 * Where the server's processor time goes under PERF-1: the product with V8's profiler, 32 visitors' sockets, and the
 * shares by what the time was spent for. Beside them what PostgreSQL took. `node bench/profile.ts [--seconds 10]`
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connectVisitor, sendAndWait, startDesk } from './desk.ts'
import { sending } from './message-in.bench.ts'
import { readProcesses } from './processes.ts'
import { type CpuProfile, shareOut } from './share-out.ts'
import { ratePerSecond } from './statistics.ts'

const { seconds } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } }).values
const folder = mkdtempSync(join(tmpdir(), 'rapport-profile-'))
const desk = await startDesk(['--cpu-prof', `--cpu-prof-dir=${folder}`])
const visitors = await Promise.all(Array.from({ length: 32 }, () => connectVisitor(desk)))
for (const visitor of visitors) await sendAndWait(visitor, 'Hello')
const workers = visitors.map(sending)
await ratePerSecond(workers, 2_000)

const from = {
  server: (await desk.cost()).cpuMs,
  database: readProcesses('postgres'),
  load: process.cpuUsage(),
}
const rate = await ratePerSecond(workers, Number(seconds) * 1_000)
const messages = rate * Number(seconds)
const load = process.cpuUsage(from.load)
const spent = {
  PostgreSQL: readProcesses('postgres') - from.database,
  'the server': (await desk.cost()).cpuMs - from.server,
  'the load': (load.user + load.system) / 1_000,
}
for (const visitor of visitors) visitor.close()
await desk.stop()

console.log(`${rate.toFixed(0)} messages a second. Processor time of each message:`)
for (const [name, ms] of Object.entries(spent))
  console.log(`  ${name.padEnd(34)} ${(ms / messages).toFixed(3)} ms`)
console.log('The server’s share, as sampled:')
const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))
if (file === undefined) throw new Error('The server has left no profile')
const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile
for (const { name, share } of shareOut(profile))
  console.log(`  ${name.padEnd(34)} ${(share * 100).toFixed(1).padStart(5)} %`)
rmSync(folder, { recursive: true, force: true })
