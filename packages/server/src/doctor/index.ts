/**
 * The doctor: looks at everything an operator can get wrong, says what it found in a line each, and what to do. It
 * changes nothing, and one thing that is wrong does not keep it from the others. Start reading at `examine-database.ts`.
 */
export { examineDatabase } from './examine-database.ts'
export { examineFolder, examineNode, examineOrigin, examinePort, isPublic } from './examine-machine.ts'
export { type Finding, failed, ok, warning } from './finding.ts'
