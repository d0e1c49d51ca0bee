import type { FileGenerator } from './file-generator.ts'

/** Writes the reference of the API, as a running server serves it, for those who read it without one. */
export const openApiGenerator: FileGenerator = {
  name: 'openapi',
  run: async () => {
    const { createOpenApi, endpoints } = await import('../packages/contract/src/index.ts')
    return new Map([
      ['docs/reference/openapi.json', `${JSON.stringify(createOpenApi(endpoints), null, 2)}\n`],
    ])
  },
}
