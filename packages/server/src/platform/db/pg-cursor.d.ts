// pg-cursor ships no types; this is the part of it that is used here.
declare module 'pg-cursor' {
  import type { Submittable } from 'pg'

  class Cursor<Row> implements Submittable {
    constructor(text: string, values?: unknown[])
    submit(): void
    read(rowCount: number): Promise<Row[]>
    close(): Promise<void>
  }

  // biome-ignore lint/style/noDefaultExport: the library exports nothing else
  export { Cursor as default }
}
