/**
 * Sessions from elsewhere: read from a file a line at a time, told as if they had happened here, and written whole.
 * A line becomes a session once, however often an import runs; it notifies nobody; the state of each session is its
 * events folded, as everywhere. Start reading at `import-sessions.ts`, then `tell-import.ts`.
 */
export { type ImportLine, parseImportLine } from './import-line.ts'
export { type BadLine, type ImportTally, importSessions } from './import-sessions.ts'
export { listWorkspacesNamed } from './imports-queries.ts'
export { readLines } from './read-lines.ts'
