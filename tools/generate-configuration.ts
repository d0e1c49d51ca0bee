import { configVariables } from '../packages/server/src/config.ts'
import type { FileGenerator } from './file-generator.ts'

const head = `# Configuration

Written by \`npm run generate\` from \`packages/server/src/config.ts\`; do not edit.

Every variable there is. They are read once, at the start; one that is empty counts as not set, and a value that cannot be
used stops the start with one line that says which, and what would do. \`npm run -s rapport -- doctor\` names all that are
wrong at once, and those that nothing reads. How they go together is told in [operating](../operating/README.md).

| Variable | Default | What it does |
|---|---|---|
`

/** Writes the reference of the variables from the very list that they are read by. */
export const configurationGenerator: FileGenerator = {
  name: 'configuration',
  run: async () => {
    const rows = Object.entries(configVariables).map(
      ([name, { fallback, about }]) =>
        `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${about} |\n`,
    )
    return new Map([['docs/reference/configuration.md', `${head}${rows.join('')}`]])
  },
}
