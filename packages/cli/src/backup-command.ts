import { stat } from 'node:fs/promises'
import { type BackupReport, backUp } from '@rapport/server/operating'
import { type Command, exitCodes, type Terminal, UsageError } from './command.ts'
import { quietConfig } from './quiet-config.ts'
import { readArguments } from './read-arguments.ts'
import { showBytes } from './show-bytes.ts'
import { showCount } from './show-count.ts'
import { showProgress } from './show-progress.ts'

const help = `rapport backup FILE [--with-key] [--force] [--json]

Writes everything into one file: every table as one moment saw it, and every uploaded file. It is a gzipped tar
archive, so that "tar tzf FILE" lists it. Works beside a running server, which it does not slow down by any lock, or
without one. The file is there when it is whole; a full disk or an interrupt leaves none.

  --with-key  put the installation's key into it as well: then the file alone is enough to start anew, and opens every
              sealed secret to whoever holds it
  --force     replace FILE where it is there already
  --json      the summary as a line of JSON

It holds all that people wrote and the hashes of their passwords: keep it as safe as the database.

Ends with 0 when the backup is there, 1 when it is not, 2 when the command makes no sense, 130 when stopped.`

/** `rapport backup`: everything into one file. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'Write everything into one file: tables, uploaded files',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      'with-key': { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) throw new UsageError('Name one file to write the backup to')
    const report = await write(path, { withKey: values['with-key'], force: values.force }, terminal)
    if (report === null) return exitCodes.interrupted
    const { size } = await stat(path)
    for (const line of tell(path, { ...report, size }, values.json)) terminal.out(line)
    return exitCodes.ok
  },
}

type Choices = Readonly<{ withKey: boolean; force: boolean }>

async function write(path: string, choices: Choices, terminal: Terminal): Promise<BackupReport | null> {
  const onProgress = showProgress(terminal)
  try {
    return await backUp(quietConfig(terminal), path, { ...choices, signal: terminal.stop, onProgress })
  } catch (error) {
    if (!terminal.stop.aborted) throw error
    terminal.err('Stopped; nothing was written')
    return null
  }
}

function tell(path: string, report: BackupReport & Readonly<{ size: number }>, isJson: boolean): string[] {
  const { createdAt, rows, files, bytes, size, missingFiles, tables } = report
  if (isJson) {
    const counts = Object.fromEntries(Object.entries(tables).map(([name, sum]) => [name, sum.rows]))
    return [JSON.stringify({ file: path, createdAt, bytes: size, rows: counts, files, missingFiles })]
  }
  return [
    ...missingFiles.map((key) => `file ${key} was gone from the store and is not in the backup`),
    `${path}: ${showCount(rows, 'row')} and ${showCount(files, 'file')} as of ${createdAt}, ${showBytes(bytes)} in ${showBytes(size)}`,
  ]
}
