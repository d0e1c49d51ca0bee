import { openOperating, resetSignIn } from '@rapport/server/operating'
import { choosePassword } from './choose-password.ts'
import { type Command, exitCodes, UsageError } from './command.ts'
import { quietConfig } from './quiet-config.ts'
import { readArguments } from './read-arguments.ts'
import { showCount } from './show-count.ts'
import { readEmail } from './workspace-create-command.ts'

const help = `rapport user reset EMAIL [--password-stdin] [--keep-keys] [--json]

Gives somebody a new password, told this once, and ends whatever was opened with the old one within a second: their
logins everywhere, and the API keys they made. An account shut by wrong passwords is open again. Works beside a running
server, or without one.

  --password-stdin  read the password from the standard input
  --keep-keys       leave the API keys they made
  --json            what was ended, and the password if one was made, as a line of JSON

Ends with 0 when it is done, 1 when nobody signs in with that e-mail, 2 when the command makes no sense.`

/** `rapport user reset`: the way in for somebody who lost theirs, and the way out for a stranger who found one. */
export const userResetCommand: Command = {
  name: 'user reset',
  summary: 'Give somebody a new password, and end what the old one opened',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      'password-stdin': { type: 'boolean', default: false },
      'keep-keys': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    if (positionals.length > 1) throw new UsageError('One person at a time')
    const email = readEmail(positionals[0])
    const { password, isMade } = await choosePassword(values['password-stdin'], terminal)
    const operating = await openOperating(quietConfig(terminal))
    try {
      const done = await resetSignIn(operating.platform, { email, password, keepKeys: values['keep-keys'] })
      if (done === null) {
        terminal.err(`Nobody signs in with ${email}`)
        return exitCodes.failed
      }
      const told = isMade ? password : null
      if (values.json) terminal.out(JSON.stringify({ email, ...done, password: told }))
      else {
        terminal.out(`ended ${showCount(done.logins, 'login')} and ${showCount(done.apiKeys, 'API key')}`)
        terminal.out(`${email} signs in with ${told ?? 'the password given'}`)
      }
      return exitCodes.ok
    } finally {
      await operating.close()
    }
  },
}
