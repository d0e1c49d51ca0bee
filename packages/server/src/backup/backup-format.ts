import { z } from 'zod'

/**
 * The form of a backup: a gzipped tar archive, so that the system's own tar can look into it.
 *
 * `backup.json` comes first and says what this is. Each table and each file follows as a folder of numbered pieces, so
 * that a piece's size is known before it is written, closed by `sum.json`. `end.json` comes last: an archive without it
 * was cut off, and one whose sums do not add up to its own was altered.
 */
export const formatNumber = 1

/** What stands at the beginning. */
export const headSchema = z.object({
  product: z.literal('rapport'),
  format: z.int().min(1),
  /** The Rapport that made it. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  /** The schema it was made of: every migration, in order. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Every table with its columns, in an order in which none refers to a later one. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
  /** Tells keys apart without telling the key. */
  keyFingerprint: z.string(),
  hasKey: z.boolean(),
})
export type BackupHead = z.output<typeof headSchema>

/** What closes a table or a file. `rows` is 0 for a file. */
export const sumSchema = z.object({ bytes: z.int(), rows: z.int(), sha256: z.string() })
export type PartSum = z.output<typeof sumSchema>

/** What stands at the end. */
export const endSchema = z.object({
  tables: z.record(z.string(), sumSchema),
  files: z.object({ count: z.int(), bytes: z.int() }),
  /** Files that the tables name and the store did not have. */
  missingFiles: z.array(z.string()),
  /** Over the sums of every part, in order: a part that is gone or has changed places shows. */
  sha256: z.string(),
})
export type BackupEnd = z.output<typeof endSchema>

/** The entry that comes first, so that nothing is read of an archive that is no backup. */
export const headName = 'backup.json'

/** The installation's key, right after the head, where the backup was made with it. */
export const keyName = 'secret-key'

/** Closes the folder of each part; one without it was cut off. */
export const sumName = 'sum.json'

/** The entry that comes last, so that an archive that lacks it is known to be cut off. */
export const endName = 'end.json'

/** A part is a table or a file of the file store; its name is a table's, or a storage key. */
export type PartKind = 'tables' | 'files'

/** The name of a part's nth piece, counted from 1. */
export const pieceName = (folder: string, n: number): string => `${folder}/${String(n).padStart(6, '0')}`
