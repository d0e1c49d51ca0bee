import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileGenerator } from './file-generator.ts'
import { configurationGenerator } from './generate-configuration.ts'
import { openApiGenerator } from './generate-openapi.ts'
import { pathsGenerator } from './generate-paths.ts'
import { tablesGenerator } from './generate-tables.ts'
import { root } from './root.ts'

const generators: readonly FileGenerator[] = [
  configurationGenerator,
  openApiGenerator,
  pathsGenerator,
  tablesGenerator,
]

async function currentText(file: string): Promise<string | undefined> {
  return readFile(join(root, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

async function listStale(): Promise<[file: string, text: string][]> {
  const stale: [string, string][] = []
  for (const { run } of generators) {
    for (const [file, text] of await run()) {
      if ((await currentText(file)) !== text) stale.push([file, text])
    }
  }
  return stale
}

async function checkGenerated(): Promise<number> {
  const stale = await listStale()
  for (const [file] of stale) console.error(`out of date: ${file}; run: npm run generate`)
  return stale.length > 0 ? 1 : 0
}

async function generate(): Promise<number> {
  for (const [file, text] of await listStale()) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
    console.log(`written: ${file}`)
  }
  return 0
}

if (import.meta.main)
  process.exitCode = await (process.argv.includes('--check') ? checkGenerated() : generate())
