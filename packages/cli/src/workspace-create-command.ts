import { emailAddress, shortName } from '@rapport/contract'
import { openOperating, openWorkspace } from '@rapport/server/operating'
import { choosePassword } from './choose-password.ts'
import { type Command, exitCodes, type Terminal, UsageError } from './command.ts'
import { quietConfig } from './quiet-config.ts'
import { readArguments } from './read-arguments.ts'

const help = `rapport workspace create --name NAME --owner-email EMAIL --owner-name NAME [--password-stdin] [--json]

Makes a workspace and its owner, beside those that are there. Somebody who has a sign-in already keeps it, and gets the
workspace besides their others; somebody new gets a password, told this once. Works beside a running server, or without.

  --name NAME          what the workspace is called
  --owner-email EMAIL  whose it is
  --owner-name NAME    what they are called in it
  --password-stdin     read the new owner's password from the standard input
  --json               what was made, as a line of JSON

Ends with 0 when it is made, 1 when not, 2 when the command makes no sense.`

/** `rapport workspace create`: another desk on this installation. */
export const workspaceCreateCommand: Command = {
  name: 'workspace create',
  summary: 'Make a workspace and its owner',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      name: { type: 'string' },
      'owner-email': { type: 'string' },
      'owner-name': { type: 'string' },
      'password-stdin': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    if (positionals.length > 0) throw new UsageError(`What is ${positionals.join(' ')}?`)
    const name = readName('name', values.name)
    const owner = {
      email: readEmail(values['owner-email']),
      name: readName('owner-name', values['owner-name']),
    }
    const chosen = await choosePassword(values['password-stdin'], terminal)
    const operating = await openOperating(quietConfig(terminal))
    try {
      const made = await openWorkspace(operating.platform, { name, owner, password: chosen.password })
      const password = made.isNewOwner && chosen.isMade ? chosen.password : null
      const url = operating.platform.publicOrigin
      if (values.json) terminal.out(JSON.stringify({ ...made, password, url }))
      else tell({ ...made, name, email: owner.email, password, url }, terminal)
      return exitCodes.ok
    } finally {
      await operating.close()
    }
  },
}

type Made = Readonly<{
  name: string
  email: string
  isNewOwner: boolean
  password: string | null
  url: string
}>

function tell({ name, email, isNewOwner, password, url }: Made, terminal: Terminal): void {
  terminal.out(`${name} is there: ${url}`)
  const how = password ?? (isNewOwner ? 'the password given' : 'the password they have')
  terminal.out(`${email} signs in with ${how}`)
}

function readName(option: string, text: string | undefined): string {
  const read = shortName.safeParse(text)
  if (read.success) return read.data
  throw new UsageError(`--${option} must be a name of 1 to 120 characters on one line`)
}

/** The e-mail somebody signs in with. */
export function readEmail(text: string | undefined): string {
  const read = emailAddress.safeParse(text)
  if (read.success) return read.data
  throw new UsageError(text === undefined ? 'Say whose e-mail' : `${text} is not an e-mail address`)
}
