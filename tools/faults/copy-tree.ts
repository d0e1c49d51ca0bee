import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { root } from '../root.ts'

const packages = ['domain', 'contract', 'sdk', 'server']
const copied = [
  'package.json',
  'vitest.config.ts',
  'tsconfig.base.json',
  'tools',
  ...packages.map((p) => `packages/${p}`),
]
const left = new Set(['node_modules', 'dist', 'data', '.cache', 'coverage'])

/**
 * A copy of the product's sources that can be changed and run: libraries are linked, while our own packages link to
 * the copy, or it would run the code it was copied from.
 */
export async function copyTree(): Promise<Readonly<{ folder: string; remove(): Promise<void> }>> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-mutants-'))
  await chmod(folder, 0o755) // tests keep a database under here, whose user is another one
  for (const path of copied)
    await cp(join(root, path), join(folder, path), {
      recursive: true,
      filter: (from) => !left.has(basename(from)),
    })
  await linkLibraries(folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function linkLibraries(folder: string): Promise<void> {
  const libraries = join(root, 'node_modules')
  await mkdir(join(folder, 'node_modules/@rapport'), { recursive: true })
  for (const name of await readdir(libraries)) {
    if (name === '@rapport' || (name.startsWith('.') && name !== '.bin')) continue
    await symlink(join(libraries, name), join(folder, 'node_modules', name))
  }
  for (const name of packages)
    await symlink(join(folder, 'packages', name), join(folder, 'node_modules/@rapport', name))
}
