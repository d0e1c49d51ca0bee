/** What `--cpu-prof` writes, as far as it is read here. */
export type CpuProfile = Readonly<{
  nodes: readonly Readonly<{ id: number; callFrame: Readonly<{ functionName: string; url: string }> }>[]
  samples: readonly number[]
  timeDeltas: readonly number[]
}>

export type Share = Readonly<{ name: string; share: number }>

type Frame = CpuProfile['nodes'][number]['callFrame']

const kinds: readonly (readonly [string, (frame: Frame) => boolean])[] = [
  ['garbage collection', ({ functionName }) => functionName === '(garbage collector)'],
  ['JSON', ({ functionName, url }) => url === '' && /^(parse|stringify)$/.test(functionName)],
  ['system calls, and V8’s own', ({ url }) => url === ''],
  ['the pg driver', ({ url }) => /node_modules\/(pg|pg-[a-z-]+|postgres-[a-z]+|split2)\//.test(url)],
  ['the ws library', ({ url }) => /node_modules\/ws\//.test(url)],
  ['kysely', ({ url }) => /node_modules\/kysely\//.test(url)],
  ['zod', ({ url }) => /node_modules\/zod\//.test(url)],
  ['other libraries', ({ url }) => url.includes('/node_modules/') && !url.includes('@rapport')],
  ['our server', ({ url }) => url.includes('packages/server/')],
  ['our domain and contract', ({ url }) => /packages\/(domain|contract)\//.test(url)],
  ['Node: streams, sockets, timers', ({ url }) => url.startsWith('node:')],
]

/** How the busy time of a profile divides, the largest first. Time that was idle is nobody's. */
export function shareOut({ nodes, samples, timeDeltas }: CpuProfile): readonly Share[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const times = new Map<string, number>()
  let total = 0
  samples.forEach((id, i) => {
    const frame = frames.get(id)
    if (frame === undefined || frame.functionName === '(idle)') return
    const name = kinds.find(([, holds]) => holds(frame))?.[0] ?? 'others'
    const time = timeDeltas[i] ?? 0
    total += time
    times.set(name, (times.get(name) ?? 0) + time)
  })
  return [...times].map(([name, time]) => ({ name, share: time / total })).sort((a, b) => b.share - a.share)
}
