/**
 * What this folder needs of a logger: fields first, words second. Any pino logger fits, so the database
 * needs to know nothing about how the server logs.
 */
export type DatabaseLog = Readonly<{
  info: (fields: object, message: string) => void
  warn: (fields: object, message: string) => void
  error: (fields: object, message: string) => void
}>

const ignore = () => undefined

/** Says nothing. For tools and tests whose output is read by a person. */
export const silentLog: DatabaseLog = { info: ignore, warn: ignore, error: ignore }
