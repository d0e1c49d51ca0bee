import { examine, type Finding } from '@rapport/server/operating'
import { type Command, exitCodes, UsageError } from './command.ts'
import { readArguments } from './read-arguments.ts'

const help = `rapport doctor [--json]

Looks at everything that can be wrong with an installation: Node, variables, data folder, disk, port, public origin,
the database with its version, encoding and rights, the clock, migrations, the key, files, jobs. One line each: ok,
warning, or failed, and what to do. Changes nothing; works beside a running server, or without one.

  --json  the findings as a line of JSON

Ends with 0 when nothing failed (warnings may be there), 1 when something did, 2 when the command makes no sense.`

/** `rapport doctor`: what is wrong, and what to do. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Look at everything that can be wrong, and say what to do',
  help,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } })
    if (positionals.length > 0) throw new UsageError(`What is ${positionals.join(' ')}?`)
    const findings = await examine(terminal.environment)
    const isWell = findings.every(({ state }) => state !== 'failed')
    if (values.json) terminal.out(JSON.stringify({ ok: isWell, findings }))
    else for (const finding of findings) terminal.out(tell(finding))
    return isWell ? exitCodes.ok : exitCodes.failed
  },
}

const tell = ({ state, check, words }: Finding) => `${state.padEnd(8)} ${check.padEnd(18)} ${words}`
