import { defineConfig } from 'vitest/config'

// Three honest sizes of test, told apart by their file names: what touches nothing, what needs a database,
// and what needs a browser. Pure and database tests share their module graph (`isolate: false`), because
// importing it again for every file costs several times what the tests do.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rule',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'database',
          include: ['packages/*/src/**/*.db.test.ts'],
          pool: 'threads',
          isolate: false,
          globalSetup: ['packages/server/src/platform/db/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          pool: 'forks',
          // Each file has a desk of its own: two of them fill two cores, and take half the time of one after the other.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
