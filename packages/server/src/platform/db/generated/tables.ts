// Replaced by the generator; permissive until there is a schema to read.
// biome-ignore lint/suspicious/noExplicitAny: stands in for tables that are not written yet
export type DB = Record<string, any>
