import { type CheckedBackup, checkBackupFile, type Restored, restore } from '@rapport/server/operating'
import { type Command, exitCodes, type Terminal } from './command.ts'
import { quietConfig } from './quiet-config.ts'
import { readArguments, readFileArgument } from './read-arguments.ts'
import { showCount } from './show-count.ts'
import { showProgress } from './show-progress.ts'

const help = `rapport restore FILE [--check] [--replace] [--new-key] [--json]

Puts a backup in the place of what this installation holds: first it reads the whole file and refuses one that is
damaged or cut off, then it restores in one transaction, so that a failure leaves everything as it was. No server may
be running. A backup of an older Rapport is brought forward; one of a newer Rapport is refused.

  --check    only read the file to its end and tell what it holds; the database is not touched
  --replace  restore over workspaces that are there: they are lost
  --new-key  go on although another key sealed the backup's secrets; names what has to be made anew
  --json     the summary as a line of JSON

What was on its way when the backup was made is on its way again: a message may reach a contact a second time.

Ends with 0 when it is restored (or whole, with --check), 1 when it is not, 2 when the command makes no sense, 130 when
stopped.`

/** `rapport restore`: the way back from a backup. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Put a backup in the place of what is here',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      check: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      'new-key': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    const file = await readFileArgument(positionals)
    const choices = { replace: values.replace, newKey: values['new-key'], isCheck: values.check }
    try {
      const done = await run(file, choices, terminal)
      for (const line of values.json ? [JSON.stringify(jsonOf(done))] : tell(done)) terminal.out(line)
      return exitCodes.ok
    } catch (error) {
      if (!terminal.stop.aborted) throw error
      terminal.err('Stopped; nothing was changed')
      return exitCodes.interrupted
    }
  },
}

type Choices = Readonly<{ isCheck: boolean; replace: boolean; newKey: boolean }>
type Done = Readonly<{ backup: CheckedBackup; restored: Restored | null }>

async function run(
  file: Readonly<{ path: string; bytes: number }>,
  { isCheck, ...choices }: Choices,
  terminal: Terminal,
): Promise<Done> {
  const config = quietConfig(terminal)
  const signal = terminal.stop
  const progress = showProgress(terminal)
  const showing = (what: string) => (bytes: number) => progress(Math.min(0.99, bytes / file.bytes), what)
  const backup = await checkBackupFile(file.path, { signal, onProgress: showing('checked') })
  const restored = isCheck
    ? null
    : await restore(config, backup, { ...choices, signal, onProgress: showing('restored') })
  progress(1, isCheck ? 'checked' : 'restored')
  return { backup, restored }
}

const rowsOf = ({ end }: CheckedBackup) => Object.values(end.tables).reduce((sum, { rows }) => sum + rows, 0)

function tell({ backup, restored }: Done): string[] {
  const { head, end, path } = backup
  const holds = `${showCount(rowsOf(backup), 'row')} and ${showCount(end.files.count, 'file')} as of ${head.createdAt}`
  const missing = end.missingFiles.map((key) => `file ${key} was gone already when the backup was made`)
  if (restored === null) {
    const key = head.hasKey ? 'with the key' : 'without the key'
    return [...missing, `${path} is whole: ${holds}, ${key}, made by Rapport ${head.version}`]
  }
  return [
    ...missing,
    ...restored.lostSecrets.map((what) => `${what} was sealed with another key: make it anew`),
    ...(restored.key === 'from backup' ? ["the backup's key is this installation's now"] : []),
    ...(restored.migrated.length > 0 ? [`brought forward by ${restored.migrated.join(', ')}`] : []),
    ...(restored.unfinished ? [`not all was cleared up afterwards: ${restored.unfinished}`] : []),
    `restored ${holds} into ${showCount(restored.workspaces, 'workspace')}`,
  ]
}

function jsonOf({ backup, restored }: Done) {
  const { head, end, path } = backup
  const { createdAt, version, hasKey } = head
  const rows = Object.fromEntries(Object.entries(end.tables).map(([name, sum]) => [name, sum.rows]))
  const { files, missingFiles } = end
  return { file: path, createdAt, version, hasKey, rows, files: files.count, missingFiles, restored }
}
