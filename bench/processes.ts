import { readdirSync, readFileSync } from 'node:fs'

const msPerTick = 10

type Process = Readonly<{ pid: number; parent: number; cpuMs: number }>

/** Every living process below this one, at any depth. Reads /proc, so on Linux only. */
export function listDescendants(ancestor: number): readonly Process[] {
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? readProcess(Number(name)) : [],
  )
  const family = new Set([ancestor])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  }
  return processes.filter(({ pid }) => family.has(pid) && pid !== ancestor)
}

/** Processor time that all of them have taken so far, in milliseconds. */
export const descendantsCpuMs = (ancestor: number): number =>
  listDescendants(ancestor).reduce((sum, { cpuMs }) => sum + cpuMs, 0)

function readProcess(pid: number): Process[] {
  const stat = readText(`/proc/${pid}/stat`)
  // Behind the name, which may hold anything: the state is field 3, the parent 4, user and system time 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return stat === ''
    ? []
    : [{ pid, parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick }]
}

/** A file under /proc; empty when its process has ended meanwhile. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
