/**
 * Archives that are written as they flow, of content that was packed long before: stretches of a file are deflated
 * by themselves, kept, and laid end to end later without being opened again. Start reading at `write-zip.ts`.
 */
export { pickRanges, type Range } from './pick-ranges.ts'
export { addSums, noSum, packStretch, type Sum } from './stretch.ts'
export { archivedText, surround, unpackFile } from './surround.ts'
export { type ArchivedFile, writeZip } from './write-zip.ts'
