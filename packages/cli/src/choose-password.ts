import { randomInt } from 'node:crypto'
import { password } from '@rapport/contract'
import { type Terminal, UsageError } from './command.ts'

/** A password, and whether it was made here and has to be told. */
export type ChosenPassword = Readonly<{ password: string; isMade: boolean }>

// Without letters and digits that are taken for each other when read out.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 5
const groupLetters = 4

/**
 * The password that was piped in, or one made here: 98 random bits. Never from the command line, where every other
 * user of the machine reads it.
 */
export async function choosePassword(isPiped: boolean, terminal: Terminal): Promise<ChosenPassword> {
  if (!isPiped) return { password: makePassword(), isMade: true }
  const read = password.safeParse((await terminal.input()).replace(/\r?\n$/, ''))
  if (!read.success) throw new UsageError('A password has 10 to 200 characters, and is piped in as one line')
  return { password: read.data, isMade: false }
}

function makePassword(): string {
  const group = () =>
    Array.from({ length: groupLetters }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}
