import { expect, test } from 'vitest'
import { missingEntries } from './complete-lockfile.ts'

test('an optional package without an entry is completed with the system, processor and C library its name tells', () => {
  const missing = missingEntries({
    packages: {
      'node_modules/tool': {
        dev: true,
        optionalDependencies: { '@tool/cli-linux-x64': '2.6.8', '@tool/cli-linux-x64-musl': '^2.6.8' },
      },
      'node_modules/@tool/cli-linux-x64': { version: '2.6.8' },
    },
  })

  expect([...missing]).toEqual([
    [
      'node_modules/@tool/cli-linux-x64-musl',
      { version: '2.6.8', dev: true, optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    ],
  ])
})

test('an optional package found nested, or further out, is not missing', () => {
  const missing = missingEntries({
    packages: {
      'packages/a': { optionalDependencies: { inner: '1.0.0', outer: '1.0.0' } },
      'packages/a/node_modules/inner': { version: '1.0.0' },
      'node_modules/outer': { version: '1.0.0', optionalDependencies: { inner: '1.0.0' } },
      'node_modules/outer/node_modules/inner': { version: '1.0.0' },
    },
  })

  expect(missing.size).toBe(0)
})
