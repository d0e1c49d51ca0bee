import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './root.ts'

type LockEntry = {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

/** The part of a package-lock.json (version 3) that this tool reads: entries by their place in node_modules. */
export type Lockfile = { packages: Record<string, LockEntry> }

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'wasi',
]
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/** Where node would look for `name` when the package at `place` asks for it, nearest first. */
function placesOf(place: string, name: string): string[] {
  const places = [`${place}/node_modules/${name}`]
  let end = place.lastIndexOf('/node_modules/')
  for (let at = place; end >= 0; end = at.lastIndexOf('/node_modules/')) {
    at = at.slice(0, end)
    places.push(`${at}/node_modules/${name}`)
  }
  return [...places, `node_modules/${name}`]
}

function entryFor(name: string, range: string, isDev: boolean): LockEntry {
  const words = name.split(/[^a-z0-9]+/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  return {
    version: range.replace(/^[^0-9]*/, ''),
    ...(isDev && { dev: true }),
    optional: true,
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(words.some((word) => word.startsWith('musl')) && { libc: ['musl'] }),
    ...(words.some((word) => word.startsWith('gnu')) && { libc: ['glibc'] }),
  }
}

/**
 * The entries a lockfile lacks: optional packages for other systems, which `npm install` leaves out in silence when
 * the registry does not hold them, and without which `npm ci` then refuses the whole lockfile. Keyed by their place.
 */
export function missingEntries(lockfile: Lockfile): Map<string, LockEntry> {
  const missing = new Map<string, LockEntry>()
  for (const [place, entry] of Object.entries(lockfile.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const isThere = placesOf(place, name).some((candidate) => candidate in lockfile.packages)
      if (!isThere) missing.set(`node_modules/${name}`, entryFor(name, range, entry.dev ?? false))
    }
  }
  return missing
}

async function completeLockfile(isCheck: boolean): Promise<number> {
  const file = join(root, 'package-lock.json')
  const lockfile: Lockfile = JSON.parse(await readFile(file, 'utf8'))
  const missing = missingEntries(lockfile)
  if (isCheck && missing.size > 0) {
    console.error(
      `package-lock.json lacks ${missing.size} optional packages; run: node tools/complete-lockfile.ts`,
    )
    for (const place of missing.keys()) console.error(`  ${place}`)
    return 1
  }
  if (missing.size > 0) {
    const packages = Object.entries({ ...lockfile.packages, ...Object.fromEntries(missing) })
    lockfile.packages = Object.fromEntries(packages.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await writeFile(file, `${JSON.stringify(lockfile, null, 2)}\n`)
  }
  console.log(`package-lock.json: ${isCheck ? 'complete' : `${missing.size} entries added`}`)
  return 0
}

if (import.meta.main) process.exitCode = await completeLockfile(process.argv.includes('--check'))
