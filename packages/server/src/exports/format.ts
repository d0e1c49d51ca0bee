import type { Readable } from 'node:stream'
import type { ExportFormat, ExportOptions } from '@rapport/contract'
import type { FileId, Instant, SessionId } from '@rapport/domain'

/** A value of a column, as what it is: a spreadsheet keeps numbers and moments as such, a page writes them out. */
export type Cell =
  | Readonly<{ kind: 'empty' }>
  /**
   * `means`: what the text is a word for, or names several of, as programs want it; null where it stands for nothing known,
   * absent where it is the text itself.
   */
  | Readonly<{ kind: 'text'; text: string; means?: string | boolean | readonly string[] | null }>
  | Readonly<{ kind: 'number'; value: number }>
  | Readonly<{ kind: 'moment'; at: Instant }>
  | Readonly<{ kind: 'duration'; ms: number }>

/** A file that was sent: a format that carries files opens it, the others keep its name. */
export type ExportedFile = Readonly<{ id: FileId; name: string; mediaType: string; bytes: number }>

/** One line of a transcript: a message, a note, or what happened. `text` is null where it was erased. */
export type ExportedLine = Readonly<{
  at: Instant
  kind: 'contact' | 'agent' | 'bot' | 'note' | 'system'
  who: string
  text: string | null
  files: readonly ExportedFile[]
}>

/** One session as a file shows it. `lines` is empty where nothing of the talk was asked for. */
export type ExportedSession = Readonly<{
  id: SessionId
  number: number
  /** What it is called on a page: the contact's name. */
  title: string
  cells: readonly Cell[]
  lines: readonly ExportedLine[]
}>

/** What all parts of a file have in common. Words come in the language that was asked for. */
export type ExportHead = Readonly<{
  name: string
  workspaceName: string
  madeAt: Instant
  total: number
  options: ExportOptions
  /** `isZoned`: it holds moments or parts of them, as clocks of the options' time zone show them. */
  columns: readonly Readonly<{ name: string; header: string; isZoned?: boolean }>[]
  word(key: string, values?: Readonly<Record<string, string | number>>): string
}>

/** A stretch of the sessions, in the file's order. `first` counts from 0 over the whole file. */
export type Part = Readonly<{ first: number; sessions: AsyncIterable<ExportedSession> }>

/** A part that is written. */
export type WrittenPart = Readonly<{
  first: number
  count: number
  bytes: number
  /** What its format wanted to remember of it for the end: looked up each time, since those of all parts are many. */
  details(): Promise<Readonly<Record<string, unknown>>>
  open(): Promise<Readable>
}>

/** What a finished file is: its name's ending, and its type. */
export type FileKind = Readonly<{ ending: string; mediaType: string }>

/** Opens a sent file's bytes; null where they are gone. */
export type OpenFile = (file: ExportedFile) => Promise<Readable | null>

/**
 * How a file of sessions is written. Parts are written one after the other, each by itself and whole or not at all, so
 * that a server that stops goes on with the next; the end puts them together. Neither holds more than a session in memory.
 */
export type Format = Readonly<{
  format: ExportFormat
  /** What the finished file is, which may depend on how large it became: a page, or an archive of many. */
  kindOf(parts: readonly WrittenPart[]): Promise<FileKind>
  /** The bytes of a part. `details` is asked for when they have all been read. */
  writePart(
    head: ExportHead,
    part: Part,
    openFile: OpenFile,
  ): Readonly<{ body: AsyncIterable<Uint8Array>; details(): Readonly<Record<string, unknown>> }>
  /** The finished file. */
  assemble(head: ExportHead, parts: readonly WrittenPart[]): AsyncIterable<Uint8Array>
}>
