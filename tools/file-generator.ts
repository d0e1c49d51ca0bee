/**
 * Something that writes files which are kept in the repository although they follow from others, because their
 * readers should not need what made them. `run` answers with every file it owns: path from the root → content.
 */
export type FileGenerator = Readonly<{ name: string; run: () => Promise<Map<string, string>> }>
