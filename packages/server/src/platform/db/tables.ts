import type { DB } from './generated/tables.ts'

/**
 * Every table as the migrations leave it, for kysely. Made from the live schema by `npm run generate`; never
 * edited. A moment is selected as a number and written as a Date, jsonb is selected parsed and written as text.
 */
export type Tables = DB
