import { ConfigRefused, mendable } from '@rapport/server/operating'
import { backupCommand } from './backup-command.ts'
import { type Command, type ExitCode, exitCodes, type Terminal, UsageError } from './command.ts'
import { deliveriesReplayCommand } from './deliveries-replay-command.ts'
import { demoCommand } from './demo-command.ts'
import { doctorCommand } from './doctor-command.ts'
import { importCommand } from './import-command.ts'
import { replayCommand } from './replay-command.ts'
import { restoreCommand } from './restore-command.ts'
import { userResetCommand } from './user-reset-command.ts'
import { workspaceCreateCommand } from './workspace-create-command.ts'

const commands: readonly Command[] = [
  doctorCommand,
  backupCommand,
  restoreCommand,
  workspaceCreateCommand,
  userResetCommand,
  deliveriesReplayCommand,
  demoCommand,
  importCommand,
  replayCommand,
]

const overview = `rapport COMMAND [--help]

${commands.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`).join('\n')}`

/** Runs one command line and answers what to exit with. What the operator can mend is one line; a bug keeps its stack. */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name] = words
  if (name === undefined || name === '--help' || name === 'help') {
    terminal.out(overview)
    return name === undefined ? exitCodes.usage : exitCodes.ok
  }
  const command = commands.find((one) => one.name === words.slice(0, wordsOf(one)).join(' '))
  if (command === undefined) {
    const known = commands.filter((one) => one.name.startsWith(`${name} `)).map((one) => one.name)
    const meant = known.length > 0 ? ` by itself, only ${known.join(', ')}` : ''
    terminal.err(`There is no command ${name}${meant}; see rapport --help`)
    return exitCodes.usage
  }
  const args = words.slice(wordsOf(command))
  if (args.includes('--help')) {
    terminal.out(command.help)
    return exitCodes.ok
  }
  return await command.run(args, terminal).catch((error: unknown) => tellFailure(error, terminal))
}

const wordsOf = ({ name }: Command) => name.split(' ').length

function tellFailure(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError || error instanceof ConfigRefused) {
    terminal.err(error.message)
    return exitCodes.usage
  }
  if (mendable.some((kind) => error instanceof kind)) {
    terminal.err((error as Error).message)
    return exitCodes.failed
  }
  terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exitCodes.failed
}
