import { copyFile, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../root.ts'
import type { ImportProbe } from './import-probes.ts'

const packages = ['domain', 'contract', 'sdk', 'server', 'cli', 'console', 'widget']
const libraries = ['zod', 'kysely', 'pg', 'ws', 'react', 'preact', 'vitest']

// Front doors as they are in the real tree, as far as the rules see them.
const doors: Record<string, string> = {
  'packages/domain/src/index.ts': 'export {}\n',
  'packages/contract/src/index.ts': "import 'zod'\nimport '@rapport/domain'\nexport const endpoints = {}\n",
  'packages/contract/src/light.ts': "import type {} from './index.ts'\nexport {}\n",
  'packages/sdk/src/index.ts': "import '@rapport/contract/light'\nimport '@rapport/domain'\n",
  'packages/server/src/operating.ts': "import '@rapport/domain'\n",
}

async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}

// "file" or "file: import": what a probe needs is a file that may itself import one thing.
async function writeNeed(folder: string, need: string): Promise<void> {
  const [file = '', imported] = need.split(': ')
  await write(folder, file, imported ? `import '${imported}'\n` : "import '@rapport/domain'\n")
}

async function writeWorkspaces(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules', '@rapport'), { recursive: true })
  await write(folder, 'package.json', '{ "private": true, "workspaces": ["packages/*"] }\n')
  for (const name of packages) {
    await mkdir(join(folder, 'packages', name, 'src'), { recursive: true })
    await copyFile(
      join(root, 'packages', name, 'package.json'),
      join(folder, 'packages', name, 'package.json'),
    )
    await symlink(join('..', '..', 'packages', name), join(folder, 'node_modules', '@rapport', name))
  }
  // In `dist`, as libraries have it: a cruise that leaves out what we build must still see what they did.
  for (const name of libraries) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      `{ "name": "${name}", "main": "dist/index.js" }\n`,
    )
    await write(folder, `node_modules/${name}/dist/index.js`, 'module.exports = {}\n')
  }
}

/** Makes a small tree with the real packages' names and front doors, and plants in it what the probes say. */
export async function plantTree(probes: readonly Omit<ImportProbe, 'rule'>[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-boundaries-'))
  await writeWorkspaces(folder)
  for (const [file, text] of Object.entries(doors)) await write(folder, file, text)
  for (const need of new Set(probes.flatMap((probe) => probe.needs ?? []))) await writeNeed(folder, need)
  for (const probe of probes) await write(folder, probe.file, `${probe.imports.join('\n')}\nexport {}\n`)
  return folder
}
