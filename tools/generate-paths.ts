import type { FileGenerator } from './file-generator.ts'

/** What the paths need of an endpoint. */
export type Addressed = Readonly<{ method: string; path: string }>

const opening = `// Generated from the endpoints by \`npm run generate\`. Do not edit.

/** The method and path of every endpoint, apart from its schemas, so that a browser needs no validator to call it. */
export const paths = {
`

const openingForWidget = `
/** Those that a visitor's page calls, apart, because it is sent nothing that it does not need. */
export const widgetPaths = {
`

type Nouns = Readonly<Record<string, Readonly<Record<string, Addressed>>>>

/** The source of paths.ts: one line per endpoint, in the order of declaration, so that a diff shows what changed. */
export function writePaths(endpoints: Nouns): string {
  const ofWidget = Object.fromEntries(Object.entries(endpoints).filter(([noun]) => noun === 'widget'))
  const all = `${opening}${linesOf(endpoints)}} as const\n`
  return Object.keys(ofWidget).length === 0
    ? all
    : `${all}${openingForWidget}${linesOf(ofWidget)}} as const\n`
}

const linesOf = (endpoints: Nouns): string =>
  Object.entries(endpoints)
    .flatMap(([noun, named]) =>
      Object.entries(named).map(
        ([name, { method, path }]) => `  '${noun}.${name}': ['${method}', '${path}'],\n`,
      ),
    )
    .join('')

/** Writes the contract's addresses. It loads the contract itself, so what it writes cannot differ from it. */
export const pathsGenerator: FileGenerator = {
  name: 'paths',
  run: async () => {
    const { endpoints } = await import('../packages/contract/src/index.ts')
    return new Map([['packages/contract/src/generated/paths.ts', writePaths(endpoints)]])
  },
}
