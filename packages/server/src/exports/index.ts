/**
 * Files of sessions, as large as they come. What goes into one is frozen when it begins, ids and versions, in one look; it
 * is written in parts, each whole or not there, so that a server that stops goes on with the next, in constant memory and
 * giving way to whoever writes messages; at the end the parts are put together. It is its maker's alone, by their rights
 * at every step, and is thrown away after a week. Start at `begin-export.ts`, then `run-export.ts` and `write-part.ts`;
 * `format.ts` says what a kind of file must be able to do.
 */
export { createExportRoutes, type FindHolder as FindExportHolder } from './export-routes.ts'
export { exportSetup } from './export-setup.ts'
export { mailTranscript, mailTranscriptKind } from './mail-transcript.ts'
export { giveUpExport, runExport, runExportKind } from './run-export.ts'
export { runDuePlans } from './run-plans.ts'
export { sweepExports } from './sweep-exports.ts'
