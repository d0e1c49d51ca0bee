import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './root.ts'

/** A package that browsers load: its folder, and its vite configurations, built in this order into one `dist`. */
export type WebPackage = Readonly<{ name: string; configs: readonly string[] }>

/** What is built before the server can serve it. The widget is two: the panel, and the loader that others embed. */
export const webPackages: readonly WebPackage[] = [
  { name: 'console', configs: ['vite.config.ts'] },
  { name: 'widget', configs: ['vite.config.ts', 'vite.loader.config.ts'] },
]

// Both screens are bundled with the packages they import, and whatever the lockfile pins.
const sharedSources = ['packages/{sdk,contract,domain}/{package.json,src/**/*}', 'package-lock.json']
const isTest = (file: string) => /\.test\.tsx?$/.test(file)

/** Names the sources that a package is built from: equal names, equal builds. */
export async function nameSources({ name }: WebPackage): Promise<string> {
  const own = `packages/${name}/{package.json,tsconfig.json,*.html,vite.*.ts,{src,public}/**/*}`
  const entries = globSync([own, ...sharedSources], { cwd: root, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hash = createHash('sha256')
  for (const file of files.filter((path) => !isTest(path)).toSorted()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex')
}

const stampOf = ({ name }: WebPackage) => join(root, 'packages', name, 'dist', '.built-from')

/** Whether the last complete build was made from these sources. */
export async function isBuiltFrom(web: WebPackage, sources: string): Promise<boolean> {
  const stamp = stampOf(web)
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === sources
}

/** Whether the package has everything that its build needs. */
export const isBuildable = ({ name, configs }: WebPackage): boolean =>
  configs.every((config) => existsSync(join(root, 'packages', name, config)))

/** Builds a package. Its stamp goes first and comes last, so that an interrupted build is made again. */
export async function buildPackage(web: WebPackage, sources: string): Promise<void> {
  const folder = join(root, 'packages', web.name)
  await rm(stampOf(web), { force: true })
  for (const [index, config] of web.configs.entries()) {
    await build({
      root: folder,
      configFile: join(folder, config),
      logLevel: 'warn',
      build: { emptyOutDir: index === 0 },
    })
  }
  await writeFile(stampOf(web), sources)
}
