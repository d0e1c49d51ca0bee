import type { Connection } from './connection.ts'
import { isConnectionLoss, sqlStateOf } from './database-errors.ts'

/** This database cannot serve Rapport; the message says in one line what to do about it. */
export class DatabaseUnsuitable extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.name = 'DatabaseUnsuitable'
  }
}

const inUrl = 'in DATABASE_URL'

const wrongSignIn = `correct the user and password ${inUrl}`
const byState: Readonly<Record<string, string>> = {
  '28P01': wrongSignIn,
  '28000': `${wrongSignIn}, or let the user in with a line of pg_hba.conf`,
  '3D000': `create it with "create database NAME owner USER template template0 encoding 'UTF8' locale 'C.UTF-8'", or correct its name ${inUrl}`,
  '42501': 'let the user connect to it, or better own it',
  '53300': "raise PostgreSQL's max_connections, or stop what else uses it",
  '57P03': 'PostgreSQL is starting or stopping: try again in a moment',
}

const byCode: Readonly<Record<string, string>> = {
  ENOTFOUND: `correct the host ${inUrl}`,
  EAI_AGAIN: `correct the host ${inUrl}, or see that names can be looked up`,
  ECONNREFUSED: `nothing listens there: start PostgreSQL, or correct host and port ${inUrl}`,
  ENOENT: `there is no such socket: start PostgreSQL, or correct the host ${inUrl}`,
  EHOSTUNREACH: `no way leads there: correct the host ${inUrl}`,
  ENETUNREACH: `no way leads there: correct the host ${inUrl}`,
}

/** Throws what kept a connection from being made, with what to do about it: one line, without the address's password. */
export function explainUnreachable(error: unknown, connection: Connection): never {
  // A name with several addresses fails with one error for each, and says nothing itself.
  const reason = (error instanceof AggregateError ? error.errors[0] : error) as NodeJS.ErrnoException
  const state = sqlStateOf(reason)
  const advice = state === undefined ? byCode[reason.code ?? ''] : byState[state]
  const isOurs = typeof connection !== 'string'
  if (advice === undefined && state === undefined && !isConnectionLoss(reason)) throw error
  const what = isOurs ? "Rapport's own PostgreSQL" : 'The database'
  const fallback = `see that it runs and answers, and that host and port ${inUrl} are right`
  throw new DatabaseUnsuitable(
    `${what} cannot be reached (${reason.message}): ${isOurs ? 'stop Rapport and start it again' : (advice ?? fallback)}`,
    { cause: error },
  )
}
